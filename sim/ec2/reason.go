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

// A Reason is why an instance stops or ends. It is never changed: a whole fleet
// that stops at once has the same one.
type Reason struct {
	Text string // StateTransitionReason; "" for what happens from inside
	Code string // StateReason.Code
	by   string // who asked for it: "User" or "Service"
	at   unit.Instant
}

// TransitionReason returns the StateTransitionReason of an instance, or "".
func (i *Instance) TransitionReason() string {
	if i.reason == nil {
		return ""
	}
	return i.reason.Text
}

// ReasonCode returns the StateReason.Code of an instance, or "".
func (i *Instance) ReasonCode() string {
	if i.reason == nil {
		return ""
	}
	return i.reason.Code
}

// stateReason returns why an instance is not running, or nil.
func (i *Instance) stateReason() *StateReason {
	for _, r := range reasonTexts {
		if r.code == i.ReasonCode() {
			return &StateReason{r.code, r.code + ": " + r.text}
		}
	}
	return nil
}

// initiated returns why an instance stops that somebody, "User" or "Service", wants to stop now.
func (tx *Tx) initiated(by, code string) *Reason {
	if r := tx.said; r == nil || r.by != by || r.Code != code || r.at != tx.Now {
		at := tx.Date(tx.Now).Timestamp()
		text := by + " initiated (" + at[:len("2006-01-02")] + " " + at[len("2006-01-02T"):len("2006-01-02T15:04:05")] + " GMT)"
		tx.said = &Reason{text, code, by, tx.Now}
	}
	return tx.said
}
