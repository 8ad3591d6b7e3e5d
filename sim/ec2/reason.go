package ec2

import "blockyard/sim/unit"

// The codes of a StateReason: why an instance stops or ends.
// Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_StateReason.html.
const (
	ClientUserInitiatedShutdown     = "Client.UserInitiatedShutdown"
	ClientUserInitiatedHibernate    = "Client.UserInitiatedHibernate"
	ClientInstanceInitiatedShutdown = "Client.InstanceInitiatedShutdown"
	ClientVolumeLimitExceeded       = "Client.VolumeLimitExceeded"
	ClientInternalError             = "Client.InternalError"
	ServerScheduledStop             = "Server.ScheduledStop"
	ServerInternalError             = "Server.InternalError"
)

// reasonTexts holds what each code says.
var reasonTexts = []struct{ code, text string }{
	{ClientUserInitiatedShutdown, "User initiated shutdown"},
	{ClientUserInitiatedHibernate, "User initiated hibernate"},
	{ClientInstanceInitiatedShutdown, "Instance initiated shutdown"},
	{ClientVolumeLimitExceeded, "Volume limit exceeded"},
	{ClientInternalError, "Client error on launch"},
	{ServerScheduledStop, "Stopped due to a scheduled retirement"},
	{ServerInternalError, "Internal error on the host"},
}

// stateReason returns why an instance is not running, or nil.
func (i *Instance) stateReason() *StateReason {
	for _, r := range reasonTexts {
		if r.code == i.ReasonCode {
			return &StateReason{r.code, r.code + ": " + r.text}
		}
	}
	return nil
}

// A saying is a StateTransitionReason that was just given: a whole fleet stops
// for the same one, and keeps one text.
type saying struct {
	by   string
	at   unit.Instant
	text string
}

// initiated returns the StateTransitionReason of what somebody asked for now: "User" or "Service".
func (tx *Tx) initiated(by string) string {
	if tx.said.by != by || tx.said.at != tx.Now {
		at := tx.Date(tx.Now).Timestamp()
		text := by + " initiated (" + at[:len("2006-01-02")] + " " + at[len("2006-01-02T"):len("2006-01-02T15:04:05")] + " GMT)"
		tx.said = saying{by, tx.Now, text}
	}
	return tx.said.text
}
