package ec2

import "blockyard/sim/op"

// DirectOps is every operation of the EBS direct APIs, with which programs read and write snapshots block by block.
var DirectOps = []*op.Operation{
	op.Define("ListSnapshotBlocks", ListSnapshotBlocks, op.About{
		Doc:    "Lists the blocks of 512 KiB of a snapshot that were ever written, with a token to read each. Billed by the call.",
		Params: []op.ParamDoc{{Name: "MaxResults", Doc: "100 to 10000 blocks; 10000 unless said otherwise."}},
	}),
	op.Define("ListChangedBlocks", ListChangedBlocks, op.About{
		Doc:    "Lists the blocks in which two snapshots of one lineage differ: what a backup of the second needs. Billed by the call.",
		Params: []op.ParamDoc{{Name: "FirstSnapshotId", Doc: "The earlier snapshot; without it, all blocks of the second are listed."}},
	}),
	op.Define("GetSnapshotBlock", GetSnapshotBlock, op.About{
		Doc: "Reads a block of a snapshot, with a token that holds for seven days. Who reads it is billed by the block.",
		Simplified: []string{
			"There are no bytes: BlockData is a name for what the block holds, the same wherever the same content is, and the checksum is that of the name. The AWS CLI writes the data to a file.",
		},
	}),
	op.Define("StartSnapshot", StartSnapshot, op.About{
		Doc: "Begins a snapshot that is written block by block, without a volume. With a parent it holds what that has, and stores only what is put.", Makes: "",
		Params: []op.ParamDoc{
			{Name: "VolumeSize", Doc: "The size in GiB of the volumes that are made of it."},
			{Name: "Timeout", Doc: "Without a call for so many minutes it fails: 10 to 4320; 60 unless said otherwise."},
		},
		Simplified: []string{"Its encryption is that of its parent; Encrypted and KmsKeyArn are not taken, and neither is ClientToken.", "Files are known from the parent alone."},
	}),
	op.Define("PutSnapshotBlock", PutSnapshotBlock, op.About{
		Doc:        "Writes a block of a snapshot that was started. Billed by the block.",
		Params:     []op.ParamDoc{{Name: "DataLength", Doc: "Always 524288."}, {Name: "BlockData", Doc: "A name for what the block holds, as GetSnapshotBlock gives it."}},
		Simplified: []string{"There are no bytes, so BlockData is a name; the AWS CLI reads a file. The checksum may be left out."},
	}),
	op.Define("CompleteSnapshot", CompleteSnapshot, op.About{
		Doc:    "Ends the writing of a snapshot. It is completed in a while, and can be used as any other.",
		Params: []op.ParamDoc{{Name: "ChangedBlocksCount", Doc: "How many different blocks were put."}},
	}),
}
