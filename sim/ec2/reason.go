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

// A Reason is why an instance stops or ends.
type Reason struct {
	Text string // StateTransitionReason; "" for what happens from inside
	Code string // StateReason.Code
}

// reasonOf returns the place plus one of a reason among those that there have been: a fleet that stops at once has one.
func (s *State) reasonOf(r Reason) uint32 {
	if r == (Reason{}) {
		return 0
	}
	if n := s.reasons.Len(); n > 0 && *s.reasons.At(uint32(n - 1)) == r {
		return uint32(n)
	}
	return s.reasons.Append(r) + 1
}

// Reason returns why an instance stops or has stopped; the zero Reason where nobody says.
func (s *State) Reason(i *Instance) Reason {
	if i.reason == 0 {
		return Reason{}
	}
	return *s.reasons.At(i.reason - 1)
}

// stateReason returns why an instance is not running, or nil.
func (s *State) stateReason(i *Instance) *StateReason {
	for _, r := range reasonTexts {
		if r.code == s.Reason(i).Code {
			return &StateReason{r.code, r.code + ": " + r.text}
		}
	}
	return nil
}

// A saying is the text of a StateTransitionReason that was just given, to be given again.
type saying struct {
	by   string
	at   unit.Instant
	text string
}

// initiated returns why an instance stops that somebody, "User" or "Service", wants to stop now.
func (tx *Tx) initiated(by, code string) Reason {
	if tx.said.by != by || tx.said.at != tx.Now {
		at := tx.Date(tx.Now).Timestamp()
		text := by + " initiated (" + at[:len("2006-01-02")] + " " + at[len("2006-01-02T"):len("2006-01-02T15:04:05")] + " GMT)"
		tx.said = saying{by, tx.Now, text}
	}
	return Reason{tx.said.text, code}
}
