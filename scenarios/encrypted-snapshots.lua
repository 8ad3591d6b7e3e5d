-- An encrypted snapshot for another account: the key that AWS manages, a key of one's own, and who may use it.

local partner = "210987654321"

-- The copies of the snapshot under another key than AWS's, oldest first.
local function rekeyed(s)
  local payroll, list = s.find("volume", { name = "payroll" }), {}
  for _, x in ipairs(s.created_since("start").snapshot) do
    if payroll and x.key and x.key ~= payroll.key and x.account ~= partner then list[#list + 1] = x end
  end
  return list
end

return lesson {
  api     = 1,
  id      = "encrypted-snapshots",
  version = 1,
  title   = "Encrypted and shared: whose key is it?",
  minutes = 12,
  author  = "The authors of Blockyard",
  licence = "CC-BY-4.0",
  teaches = { "encryption", "kms-key", "snapshot-sharing" },
  needs   = { "snapshots-abroad" },
  seed    = 11,
  timing  = "typical",

  world = function(w)
    local hr = w.instance { name = "hr", type = "t3.micro", az = "us-east-1a" }
    w.volume { name = "payroll", gib = 20, volume = "gp3", used = 4, encrypted = true, attach = { hr, "/dev/sdf" } }
    w.snapshot { name = "payroll-snap", volume = "payroll" }
  end,

  story = [[
    The disk `payroll` is **encrypted**: what AWS stores of it can be read with a **key** only. Nobody had to choose one,
    for every account has a key for its disks that AWS manages, called `alias/aws/ebs`. An accountant, the AWS **account 210987654321**, is to
    get the data, from the snapshot `payroll-snap`. You may play the accountant, too: `--profile partner`.
  ]],

  steps = {
    predict {
      id = "guess-share", points = 0,
      ask = "You share `payroll-snap` with the accountant's account. What happens?",
      options = {
        "It works: AWS decrypts it for the accountant",
        "It works, but the accountant sees nothing but noise",
        "AWS refuses",
      },
      answer = 3, reveal_after = "share",
      explain = "The key that AWS manages belongs to your account alone. Nobody else can be let use it, so sharing is refused at once.",
    },

    task {
      id = "share", points = 1,
      text = "Try it: share `payroll-snap` with the account 210987654321.",
      check = function(s)
        if s.refused { action = "ModifySnapshotAttribute", code = "OperationNotPermitted" } then
          return pass "Refused: what is encrypted with the key that AWS manages cannot be shared."
        end
        return fail "Go on, try it. Nothing breaks here."
      end,
      hints = {
        "Select payroll-snap, then Share.",
        "aws ec2 modify-snapshot-attribute --snapshot-id @payroll-snap --attribute createVolumePermission --operation-type add --user-ids 210987654321",
      },
    },

    task {
      id = "plain", points = 1, after = "share",
      text = "Then without encryption? Copy `payroll-snap` within us-east-1, and ask for a copy that is **not** encrypted.",
      check = function(s)
        if s.refused { action = "CopySnapshot", code = "InvalidParameterValue" } then
          return pass "Refused, too: encryption is never taken off."
        end
        if #s.created_since("start").snapshot > 0 then
          return fail "That copy is encrypted like its source: who does not ask gets the same key. Ask for it: --no-encrypted"
        end
        return fail "No such copy has been asked for yet."
      end,
      on_pass = [[ A copy can add encryption or change the key, and nothing else. Whoever wants the data in the clear has to read it in an
        instance, and write it to another disk there. ]],
      hints = {
        "Select payroll-snap, then Copy to another region: the destination is us-east-1 itself, and Encrypted is set to false.",
        "aws ec2 copy-snapshot --source-snapshot-id @payroll-snap --source-region us-east-1 --no-encrypted",
      },
    },

    task {
      id = "key", points = 3, after = "plain",
      text = "What works is a **key of your own**, which you can let others use. Make one called `accounting` (`yard key accounting`), and copy `payroll-snap` "
          .. "under that key: it is named `alias/accounting`. Wait until the copy is completed.",
      check = function(s)
        local x = rekeyed(s)[1]
        if not x then
          if #s.created_since("start").snapshot > 0 then
            return fail "There is a copy, but under the same key as before. Copy once more, with alias/accounting as the key."
          end
          if #s.events { action = "Key", refused = false } > 0 then return fail "The key is there. Now copy payroll-snap under it." end
          return fail "There is no copy under a key of your own yet."
        end
        if x.state == "error" then return fail "The copy failed: the key could not be used. Look whether it is enabled: yard keys" end
        if x.state == "pending" then return waiting "The copy is pending. Let time pass." end
        return all_of {
          equal(x.key ~= nil, true, "The copy is encrypted, with the key accounting"),
          equal(x.blocks, 4 * 2048, "It stores all 4 GiB once more: under another key every block is another one"),
        }
      end,
      hints = {
        "Search finds yard key, and opens its form. The copy's form has a field for the key.",
        "yard key accounting; aws ec2 copy-snapshot --source-snapshot-id @payroll-snap --source-region us-east-1 --encrypted --kms-key-id alias/accounting --name for-accountant; yard run 5m",
      },
    },

    predict {
      id = "guess-key", points = 0,
      ask = "Now you share the copy. Is that enough for the accountant to make a volume of it?",
      options = { "Yes: the copy is shared, and with it its key", "No: the key has to be shared as well" },
      answer = 2, reveal_after = "hand-over",
      explain = "Two things, two permissions: one for the snapshot, one for the key. With only the first, the volume comes to the state error.",
    },

    task {
      id = "hand-over", points = 3, after = "key",
      text = "Hand it over: share the copy with 210987654321, and all that is needed besides. Then be the accountant, and make a volume of it that becomes **available**.",
      check = function(s)
        local theirs = s.find("volume", { account = partner, state = "available" })
        if theirs then return pass "The accountant has a volume with the payroll." end
        if s.find("volume", { account = partner, state = "creating" }) then return waiting "The volume is being made. Let time pass." end
        if s.find("volume", { account = partner, state = "error" }) then
          return fail "The accountant's volume failed, because the accountant may not use the key. Share the key, too (yard key help), and make the volume again."
        end
        for _, x in ipairs(rekeyed(s)) do
          if x.shared[1] == partner then return fail "The copy is shared. Now be the accountant, and make a volume of it." end
        end
        return fail "The accountant cannot use the copy yet."
      end,
      on_pass = [[ That volume is encrypted with the **accountant's** own key, so it would stay readable if you took your key
        back today. ]],
      hints = {
        "As partner: in the list of snapshots choose partner and Shared with me, tick the copy, then Create volume.",
        "aws ec2 modify-snapshot-attribute --snapshot-id @for-accountant --attribute createVolumePermission --operation-type add --user-ids 210987654321; yard key accounting --share 210987654321",
        "aws ec2 create-volume --snapshot-id @for-accountant --availability-zone us-east-1a --profile partner --name theirs; yard run 1m",
      },
    },

    quiz {
      id = "public", points = 1, shuffle = true,
      ask = "Can an encrypted snapshot be made public, for every AWS account?",
      options = {
        { "No, never", correct = true },
        { "Yes, with a key of one's own", says = "No: everybody would need the key. It can be shared with single accounts only." },
        { "Yes, but only AWS's key", says = "No: that key cannot even be shared with one account." },
      },
    },

    quiz {
      id = "cheap", points = 1, shuffle = true,
      ask = "You copy a snapshot within its region, under the same key. What does that cost, and what under another key?",
      options = {
        { "Nothing under the same key; under another one the whole snapshot is stored again", correct = true },
        { "Nothing in either case: the data is the same", says = "No: under another key all stored blocks differ. Look at the bill of the copy." },
        { "In both cases the whole snapshot is stored again", says = "No: under the same key, in the same region, the blocks are there already." },
      },
    },
  },

  solution = [[
    aws ec2 modify-snapshot-attribute --snapshot-id @payroll-snap --attribute createVolumePermission --operation-type add --user-ids 210987654321   # refused, on purpose
    aws ec2 copy-snapshot --source-snapshot-id @payroll-snap --source-region us-east-1 --no-encrypted   # refused, on purpose
    yard key accounting
    aws ec2 copy-snapshot --source-snapshot-id @payroll-snap --source-region us-east-1 --encrypted --kms-key-id alias/accounting --name for-accountant
    yard run 5m
    aws ec2 modify-snapshot-attribute --snapshot-id @for-accountant --attribute createVolumePermission --operation-type add --user-ids 210987654321
    yard key accounting --share 210987654321
    aws ec2 create-volume --snapshot-id @for-accountant --availability-zone us-east-1a --profile partner --name theirs
    yard run 1m
    yard answer public 1
    yard answer cheap 1
  ]],

  wrong = {
    { title = "Copies, and believes that the copy can be shared", must_fail = "key",
      run = [[ aws ec2 modify-snapshot-attribute --snapshot-id @payroll-snap --attribute createVolumePermission --operation-type add --user-ids 210987654321
               aws ec2 copy-snapshot --source-snapshot-id @payroll-snap --source-region us-east-1 --no-encrypted
               aws ec2 copy-snapshot --source-snapshot-id @payroll-snap --source-region us-east-1 --name again
               yard run 5m ]] },
    { title = "Believes that a copy is plain unless encryption is asked for", must_fail = "plain",
      run = [[ aws ec2 modify-snapshot-attribute --snapshot-id @payroll-snap --attribute createVolumePermission --operation-type add --user-ids 210987654321
               aws ec2 copy-snapshot --source-snapshot-id @payroll-snap --source-region us-east-1 --name plain
               yard run 5m ]] },
    { title = "Shares the snapshot, and forgets the key", must_fail = "hand-over",
      run = [[ aws ec2 modify-snapshot-attribute --snapshot-id @payroll-snap --attribute createVolumePermission --operation-type add --user-ids 210987654321
               aws ec2 copy-snapshot --source-snapshot-id @payroll-snap --source-region us-east-1 --no-encrypted
               yard key accounting
               aws ec2 copy-snapshot --source-snapshot-id @payroll-snap --source-region us-east-1 --encrypted --kms-key-id alias/accounting --name for-accountant
               yard run 5m
               aws ec2 modify-snapshot-attribute --snapshot-id @for-accountant --attribute createVolumePermission --operation-type add --user-ids 210987654321
               aws ec2 create-volume --snapshot-id @for-accountant --availability-zone us-east-1a --profile partner --name theirs
               yard run 1m ]] },
    { title = "Believes that one's own key makes it shareable with everybody", must_fail = "public", run = [[ yard answer public 2 ]] },
  },
}
