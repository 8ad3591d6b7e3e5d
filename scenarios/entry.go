package scenarios

// An Entry tells of a lesson what is known before it is opened.
type Entry struct {
	ID, Title string
	Minutes   int // 0 where it does not say
	Points    int // the most that can be earned
	Teaches   []string
	Needs     []string // ids of the lessons that it builds on
}
