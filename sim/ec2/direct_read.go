package ec2

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"slices"
	"strconv"

	"blockyard/sim/apierr"
	"blockyard/sim/block"
	"blockyard/sim/rng"
	"blockyard/sim/unit"
)

// The limits of the lists of blocks, and how long their tokens hold.
// Source: https://docs.aws.amazon.com/ebs/latest/APIReference/API_ListSnapshotBlocks.html.
const (
	leastBlocks = 100
	mostBlocks  = 10000
	tokenHolds  = 7 * unit.Day
)

// DirectCalls counts the direct calls of an account to a snapshot. Whoever calls
// is billed, not the owner.
// Source: https://aws.amazon.com/ebs/pricing/, EBS direct APIs for Snapshots.
type DirectCalls struct {
	Account           uint16
	Lists, Gets, Puts uint64
}

// SnapshotRead counts direct calls that read a snapshot.
type SnapshotRead struct {
	Index       uint32
	Account     uint16 // who calls
	Lists, Gets uint64
}

func (e SnapshotRead) apply(s *State) {
	s.countDirect(e.Index, DirectCalls{Account: e.Account, Lists: e.Lists, Gets: e.Gets})
}

// countDirect adds calls to those of their account.
func (s *State) countDirect(index uint32, more DirectCalls) {
	x := s.snapshot(index).extra()
	x.Calls = slices.Clone(x.Calls)
	at, found := slices.BinarySearchFunc(x.Calls, more.Account, func(c DirectCalls, account uint16) int { return int(c.Account) - int(account) })
	if !found {
		x.Calls = slices.Insert(x.Calls, at, DirectCalls{Account: more.Account})
	}
	c := &x.Calls[at]
	c.Lists, c.Gets, c.Puts = c.Lists+more.Lists, c.Gets+more.Gets, c.Puts+more.Puts
}

// ListSnapshotBlocksInput holds the parameters of ListSnapshotBlocks.
type ListSnapshotBlocksInput struct {
	SnapshotID         string `ec2:"SnapshotId,required,id=snapshot"`
	NextToken          string `ec2:"NextToken"`
	MaxResults         *int64 `ec2:"MaxResults"`
	StartingBlockIndex int64  `ec2:"StartingBlockIndex"`
}

// A BlockOfSnapshot is a block that was written, with the token that reads it.
type BlockOfSnapshot struct {
	BlockIndex int64  `ec2:"BlockIndex"`
	BlockToken string `ec2:"BlockToken"`
}

// ListSnapshotBlocksOutput is the answer of ListSnapshotBlocks.
type ListSnapshotBlocksOutput struct {
	Blocks     []BlockOfSnapshot `ec2:"Blocks"`
	ExpiryTime unit.Date         `ec2:"ExpiryTime"`
	VolumeSize int64             `ec2:"VolumeSize"` // GiB
	BlockSize  int64             `ec2:"BlockSize"`  // bytes
	NextToken  string            `ec2:"NextToken"`
}

// ListSnapshotBlocks lists the blocks of a completed snapshot that were ever
// written, whoever stores them.
// Source: https://docs.aws.amazon.com/ebs/latest/APIReference/API_ListSnapshotBlocks.html.
func ListSnapshotBlocks(tx *Tx, in ListSnapshotBlocksInput) (out ListSnapshotBlocksOutput, _ error) {
	index, err := tx.directSnapshot(in.SnapshotID)
	if err != nil {
		return out, err
	}
	from, most, err := listFrom("ListSnapshotBlocks", in.NextToken, in.StartingBlockIndex, in.MaxResults)
	if err != nil {
		return out, err
	}
	x := tx.snapshots.At(index)
	out = ListSnapshotBlocksOutput{Blocks: []BlockOfSnapshot{}, ExpiryTime: tx.shown(tx.Now.Add(tokenHolds)), VolumeSize: x.GiB, BlockSize: block.Size}
	tx.blocks.SnapshotBlocks(x.Block, from, eachBlock(func(b uint32) bool {
		if len(out.Blocks) == most {
			out.NextToken = writeToken("ListSnapshotBlocks", int(b))
			return false
		}
		out.Blocks = append(out.Blocks, BlockOfSnapshot{int64(b), tx.blockToken(index, b)})
		return true
	}))
	tx.Emit(SnapshotRead{Index: index, Account: tx.Account, Lists: 1})
	return out, nil
}

// eachBlock calls a function with each block of the ranges that a walk yields, until it returns false.
func eachBlock(f func(uint32) bool) func(from, to uint32) bool {
	return func(from, to uint32) bool {
		for b := from; b < to; b++ {
			if !f(b) {
				return false
			}
		}
		return true
	}
}

// listFrom returns where a list of blocks begins, and how many it has at most.
func listFrom(call, token string, start int64, limit *int64) (from uint32, most int, _ *apierr.Error) {
	position, ok := readToken(call, token)
	most = mostBlocks
	switch {
	case !ok:
		return 0, 0, invalid("The page token is invalid. (INVALID_PAGE_TOKEN)").Because("A token belongs to the call that gave it out.")
	case start < 0 || start >= block.MaxBlocks:
		return 0, 0, invalid("StartingBlockIndex must be between 0 and %d.", block.MaxBlocks-1)
	case limit != nil && (*limit < leastBlocks || *limit > mostBlocks):
		return 0, 0, invalid("MaxResults must be between %d and %d.", leastBlocks, mostBlocks)
	case limit != nil:
		most = int(*limit)
	}
	return max(uint32(start), uint32(position)), most, nil
}

// invalid refuses a parameter in the way of the direct calls.
func invalid(format string, values ...any) *apierr.Error {
	return apierr.New(apierr.ValidationException, format, values...)
}

// directSnapshot returns the snapshot that a direct call reads: completed, in the standard tier, own or shared.
func (tx *Tx) directSnapshot(id string) (uint32, *apierr.Error) {
	index, err := tx.usableSnapshot(id)
	switch {
	case err == nil:
		return index, nil
	case err.Code == apierr.IncorrectState:
		refused := invalid("%s (INVALID_SNAPSHOT)", err.Message).Because("%s", err.Why)
		return 0, refused.Suggest("%s", err.Try)
	}
	return 0, apierr.New(apierr.ResourceNotFoundException, "The snapshot '%s' does not exist. (SNAPSHOT_NOT_FOUND)", id).
		Because("The account sees no such snapshot in %s.", tx.region().Name).Suggest("aws ec2 describe-snapshots --owner-ids self")
}

// blockToken returns the token that reads a block of a snapshot for the next seven days.
func (tx *Tx) blockToken(snapshot, b uint32) string {
	return tx.tokenUntil(snapshot, b, tx.Now.Add(tokenHolds))
}

func (tx *Tx) tokenUntil(snapshot, b uint32, until unit.Instant) string {
	hidden := rng.Mix(uint64(snapshot)<<32 | uint64(b))
	return fmt.Sprintf("AAAB%016x.%s", rng.Mix(hidden^tx.Seed^uint64(until)), strconv.FormatInt(int64(until), 36))
}

// isToken reports whether a token reads a block of a snapshot now.
func (tx *Tx) isToken(token string, snapshot, b uint32) bool {
	const at = len("AAAB") + 16 + 1
	if len(token) <= at {
		return false
	}
	until, err := strconv.ParseInt(token[at:], 36, 64)
	return err == nil && tx.Now <= unit.Instant(until) && token == tx.tokenUntil(snapshot, b, unit.Instant(until))
}

// ListChangedBlocksInput holds the parameters of ListChangedBlocks.
type ListChangedBlocksInput struct {
	FirstSnapshotID    string `ec2:"FirstSnapshotId,id=snapshot"`
	SecondSnapshotID   string `ec2:"SecondSnapshotId,required,id=snapshot"`
	NextToken          string `ec2:"NextToken"`
	MaxResults         *int64 `ec2:"MaxResults"`
	StartingBlockIndex int64  `ec2:"StartingBlockIndex"`
}

// A ChangedBlock is a block in which two snapshots differ, with the token that reads it in each that has it.
type ChangedBlock struct {
	BlockIndex       int64  `ec2:"BlockIndex"`
	FirstBlockToken  string `ec2:"FirstBlockToken"`
	SecondBlockToken string `ec2:"SecondBlockToken"`
}

// ListChangedBlocksOutput is the answer of ListChangedBlocks.
type ListChangedBlocksOutput struct {
	ChangedBlocks []ChangedBlock `ec2:"ChangedBlocks"`
	ExpiryTime    unit.Date      `ec2:"ExpiryTime"`
	VolumeSize    int64          `ec2:"VolumeSize"` // GiB
	BlockSize     int64          `ec2:"BlockSize"`  // bytes
	NextToken     string         `ec2:"NextToken"`
}

// ListChangedBlocks lists the blocks in which two snapshots of one lineage
// differ; without a first one, all blocks of the second.
// Source: https://docs.aws.amazon.com/ebs/latest/APIReference/API_ListChangedBlocks.html.
func ListChangedBlocks(tx *Tx, in ListChangedBlocksInput) (out ListChangedBlocksOutput, _ error) {
	second, err := tx.directSnapshot(in.SecondSnapshotID)
	if err != nil {
		return out, err
	}
	first := second
	if in.FirstSnapshotID != "" {
		if first, err = tx.directSnapshot(in.FirstSnapshotID); err != nil {
			return out, err
		}
	}
	from, most, err := listFrom("ListChangedBlocks", in.NextToken, in.StartingBlockIndex, in.MaxResults)
	if err != nil {
		return out, err
	}
	a, b := tx.snapshots.At(first), tx.snapshots.At(second)
	if !tx.blocks.Related(a.Block, b.Block) {
		return out, invalid("The snapshots are not related. (UNRELATED_SNAPSHOTS)").
			Because("Only snapshots of one volume and lineage, of one owner and key, can be compared: their blocks share one history.")
	}
	out = ListChangedBlocksOutput{ChangedBlocks: []ChangedBlock{}, ExpiryTime: tx.shown(tx.Now.Add(tokenHolds)), VolumeSize: b.GiB, BlockSize: block.Size}
	list := eachBlock(func(n uint32) bool {
		if len(out.ChangedBlocks) == most {
			out.NextToken = writeToken("ListChangedBlocks", int(n))
			return false
		}
		out.ChangedBlocks = append(out.ChangedBlocks, tx.changedBlock(first, second, n))
		return true
	})
	if first == second {
		tx.blocks.SnapshotBlocks(b.Block, from, list)
	} else if err := tx.blocks.ChangedBlocks(a.Block, b.Block, from, list); err != nil {
		panic("ec2: related snapshots cannot be compared: " + err.Error())
	}
	tx.Emit(SnapshotRead{Index: second, Account: tx.Account, Lists: 1})
	return out, nil
}

// changedBlock shows a block in which two snapshots differ; one that is both has it as the second.
func (tx *Tx) changedBlock(first, second, n uint32) ChangedBlock {
	c := ChangedBlock{BlockIndex: int64(n)}
	if first != second && tx.blocks.SnapshotContent(tx.snapshots.At(first).Block, n) != 0 {
		c.FirstBlockToken = tx.blockToken(first, n)
	}
	if tx.blocks.SnapshotContent(tx.snapshots.At(second).Block, n) != 0 {
		c.SecondBlockToken = tx.blockToken(second, n)
	}
	return c
}

// GetSnapshotBlockInput holds the parameters of GetSnapshotBlock.
type GetSnapshotBlockInput struct {
	SnapshotID string `ec2:"SnapshotId,required,id=snapshot"`
	BlockIndex int64  `ec2:"BlockIndex,required"`
	BlockToken string `ec2:"BlockToken,required"`
}

// GetSnapshotBlockOutput is the answer of GetSnapshotBlock.
type GetSnapshotBlockOutput struct {
	DataLength        int64  `ec2:"DataLength"`
	BlockData         string `ec2:"BlockData"`
	Checksum          string `ec2:"Checksum"`
	ChecksumAlgorithm string `ec2:"ChecksumAlgorithm"`
}

// GetSnapshotBlock reads a block of a snapshot, with a token from a list.
//
// Simplified: there are no bytes: BlockData is a name for what the block holds,
// the same wherever the same content is, and the checksum is that of the name.
func GetSnapshotBlock(tx *Tx, in GetSnapshotBlockInput) (out GetSnapshotBlockOutput, _ error) {
	index, err := tx.directSnapshot(in.SnapshotID)
	if err != nil {
		return out, err
	}
	if in.BlockIndex < 0 || in.BlockIndex >= block.MaxBlocks || !tx.isToken(in.BlockToken, index, uint32(in.BlockIndex)) {
		return out, invalid("The block token is invalid. (INVALID_BLOCK_TOKEN)").
			Because("A token reads one block of one snapshot, for seven days.").
			Suggest("aws ebs list-snapshot-blocks --snapshot-id %s --starting-block-index %d --max-results %d", in.SnapshotID, max(0, in.BlockIndex), leastBlocks)
	}
	tx.Emit(SnapshotRead{Index: index, Account: tx.Account, Gets: 1})
	data := tx.dataOf(uint32(in.BlockIndex), tx.blocks.SnapshotContent(tx.snapshots.At(index).Block, uint32(in.BlockIndex)))
	return GetSnapshotBlockOutput{block.Size, data, checksum(data), "SHA256"}, nil
}

// dataOf returns the name of a block's content: what was put there by a direct call, or one of the moment at which it was written.
func (s *State) dataOf(b uint32, content block.Epoch) string {
	for i := s.puts.Len() - 1; i >= 0; i-- {
		if p := s.puts.At(uint32(i)); p.Content == content && p.Block == b {
			return p.Data
		}
	}
	return fmt.Sprintf("block-%d-as-of-%d", b, content)
}

// checksum returns the SHA-256 of a block's data, in base64.
func checksum(data string) string {
	sum := sha256.Sum256([]byte(data))
	return base64.StdEncoding.EncodeToString(sum[:])
}
