-- Snapshots in a second region: what each copy moves and stores, and what another account makes of one.

local partner = "210987654321"
local whole = 10 * 2048          -- blocks of 512 KiB: what data holds when the lesson opens

-- Your copies in Ireland, oldest first: those that are there, or those that were deleted. A copy is of no volume there.
local function copies(s, state)
  local list = {}
  for _, x in ipairs(s.all("snapshot", { region = "eu-west-1", state = state })) do
    if not x.volume and x.account ~= partner then list[#list + 1] = x end
  end
  return list
end

-- When something was last done, or nil.
local function last(s, action)
  local all = s.events { action = action, refused = false }
  return all[1] and all[#all].at
end

-- When the first snapshot after monday was taken, or nil.
local function tuesday(s)
  local first
  for _, state in ipairs { "pending", "completed", "deleted" } do
    for _, x in ipairs(s.all("snapshot", { region = "us-east-1", state = state })) do
      if x.created > 0 and (not first or x.created < first) then first = x.created end
    end
  end
  return first
end

local function newest(list) return list[#list] end

-- The partner's volumes in Ireland.
local function partners(s) return s.find("volume", { region = "eu-west-1", account = partner }) end

local function gib(blocks) return ("%.1f"):format(blocks / 2048) end

return lesson {
  api     = 1,
  id      = "snapshots-abroad",
  version = 1,
  title   = "Snapshots abroad: another region, another account",
  minutes = 15,
  author  = "The authors of Blockyard",
  licence = "CC-BY-4.0",
  teaches = { "snapshot-copy", "incremental-copy", "data-transfer", "snapshot-sharing" },
  needs   = { "incremental-snapshots", "move-volume-az" },
  seed    = 10,
  timing  = "typical",

  -- The prices are AWS's own: $0.02 for each GB that leaves us-east-1 for another region.
  world = function(w)
    local app = w.instance { name = "app", type = "t3.micro", az = "us-east-1a" }
    w.volume { name = "data", gib = 30, volume = "gp3", used = 10, attach = { app, "/dev/sdf" } }
    w.workload { on = "app", writes = "data", every = seconds(30) }
    w.snapshot { name = "monday", volume = "data" }
    w.instance { name = "standby", type = "t3.micro", az = "eu-west-1a" }
    w.stop("standby")
  end,

  story = [[
    `app` in **us-east-1** (Virginia) writes to its disk `data` day and night: 10 GiB lie there, and every day 1.4 GiB more. Should
    Virginia fail, the shop is to go on in **eu-west-1** (Ireland), where `standby` waits. A snapshot exists in its own
    region alone, so each evening's snapshot has to be **copied** to Ireland. `monday` has been taken already.
  ]],

  steps = {
    predict {
      id = "guess-first", points = 0,
      ask = "`data` is a disk of 30 GiB, of which 10 GiB are written. How much will the first copy of `monday` move to Ireland?",
      options = { "30 GiB", "10 GiB", "Nothing: a snapshot can be used in every region" },
      answer = 2, reveal_after = "first",
      explain = "10 GiB: all that the snapshot holds, since nothing of it is in Ireland yet.",
    },

    task {
      id = "first", points = 2,
      text = "Copy the snapshot `monday` to eu-west-1, and wait until the copy is completed.",
      check = function(s)
        local x = copies(s)[1]
        if not x then
          if #copies(s, "deleted") > 0 then return pass "There was a copy in Ireland." end
          for _, other in ipairs(s.created_since("start").snapshot) do
            if other.region ~= "us-east-1" then return fail("That copy is in " .. other.region .. ". It has to go to eu-west-1.") end
          end
          return fail "There is no copy in eu-west-1 yet."
        end
        if x.state == "pending" then return waiting "The copy is pending: its blocks are on their way. Let time pass." end
        return pass "The first copy is there, with an id of its own."
      end,
      on_pass = [[ The first copy to a region moves everything: 10 GB, for $0.20, once. Then it is stored there, too, for 50 cents
        a month. The ids differ, because each id is known in its own region only. ]],
      hints = {
        "Select monday, then Copy to another region: a copy is made in the region that it goes to. Or drag monday to eu-west-1.",
        "aws ec2 copy-snapshot --source-snapshot-id @monday --source-region us-east-1 --region eu-west-1 --name monday-eu; aws ec2 wait snapshot-completed --region eu-west-1 --snapshot-ids @monday-eu",
      },
    },

    predict {
      id = "guess-second", points = 0,
      ask = "A day later `data` holds 11.4 GiB. You take the snapshot `tuesday` and copy that to Ireland as well. How much is moved?",
      options = { "11.4 GiB: each copy is whole", "1.4 GiB: what is new since the last copy", "Nothing: AWS copies it by itself" },
      answer = 2, reveal_after = "second",
      explain = "1.4 GiB, for 3 cents. A copy builds on the copy before it, as a snapshot builds on the snapshot before it.",
    },

    task {
      id = "second", points = 2, after = "first",
      text = "Let a day pass. Take a snapshot of `data`, call it `tuesday`, and when it is completed copy it to eu-west-1, too.",
      check = function(s)
        local have = copies(s)
        local x = newest(have)
        for _, old in ipairs(copies(s, "deleted")) do
          if tuesday(s) and old.created > tuesday(s) then return pass "There was a copy of Tuesday's snapshot, which moved what was new." end
        end
        if #have < 2 then
          local taken = newest(s.created_since("start").snapshot)
          if s.refused { action = "CopySnapshot", code = "IncorrectState" } and taken and taken.region == "us-east-1" then
            return waiting "A snapshot can be copied once it is completed. Let time pass, and copy it then."
          end
          return fail "In Ireland there is no copy of Tuesday's snapshot yet."
        end
        if x.state == "pending" then return waiting "The copy is pending. Let time pass." end
        if x.blocks == 0 then return fail "That copy has nothing new in it: it is of Monday's snapshot, once more. Delete it, and copy Tuesday's." end
        if x.blocks >= whole then return fail "That copy is whole. Was another one deleted, or still pending, when it was made?" end
        return pass("The second copy moved and stores " .. gib(x.blocks) .. " GiB only.")
      end,
      on_pass = [[ Like any snapshot it is complete in itself: for the other 10 GiB it refers to the first copy's blocks. ]],
      hints = {
        "Take the snapshot from the menu of data. Let time run until it is completed, and then copy it like monday.",
        "yard run 1d; aws ec2 create-snapshot --volume-id @data --name tuesday; aws ec2 wait snapshot-completed --snapshot-ids @tuesday",
        "aws ec2 copy-snapshot --source-snapshot-id @tuesday --source-region us-east-1 --region eu-west-1 --name tuesday-eu; aws ec2 wait snapshot-completed --region eu-west-1 --snapshot-ids @tuesday-eu",
      },
    },

    predict {
      id = "guess-gap", points = 0,
      ask = "To save money somebody deletes the copies in Ireland, Tuesday's too, and keeps the snapshots in Virginia. How much will Wednesday's copy move?",
      options = { "1.4 GiB: what is new since Tuesday", "12.8 GiB: everything", "2.8 GiB: two days" },
      answer = 2, reveal_after = "gap",
      explain = "Everything. AWS moves only the difference if the latest copy still lies there. Without it, there is nothing to build on.",
    },

    task {
      id = "gap", points = 3, after = "second",
      text = "Delete **Tuesday's** copy in eu-west-1 (not the one in Virginia). Let a day pass, take a snapshot of `data`, and copy it to Ireland.",
      check = function(s)
        local x, deleted, asked = newest(copies(s)), last(s, "DeleteSnapshot"), last(s, "CopySnapshot")
        if #copies(s, "deleted") == 0 then return fail "No copy has been deleted in eu-west-1 yet." end
        if not x or x.created < deleted and asked < deleted then return fail "The copy is gone. Now take a new snapshot in us-east-1, and copy it." end
        if x.state == "pending" then return waiting "The copy is pending. Let time pass." end
        if x.blocks < whole then
          return fail("That copy moved " .. gib(x.blocks) .. " GiB only, for the latest copy was there to build on. Delete that one, take a new snapshot, and copy it.")
        end
        return pass("This copy moved all " .. gib(x.blocks) .. " GiB once more, and stores them.")
      end,
      on_pass = [[ 26 cents instead of 3. On a disk of many terabytes that is real money, and hours. So keep the **latest** copy until the next
        one is completed. Older ones you may delete: what others need of them stays. ]],
      hints = {
        "The copies are the snapshots on the shelf of eu-west-1. Select the newest, then Delete. Then do as on Tuesday.",
        "aws ec2 delete-snapshot --region eu-west-1 --snapshot-id @tuesday-eu; yard run 1d; aws ec2 create-snapshot --volume-id @data --name wednesday; aws ec2 wait snapshot-completed --snapshot-ids @wednesday",
        "aws ec2 copy-snapshot --source-snapshot-id @wednesday --source-region us-east-1 --region eu-west-1 --name wednesday-eu; aws ec2 wait snapshot-completed --region eu-west-1 --snapshot-ids @wednesday-eu",
      },
    },

    task {
      id = "share", points = 2, after = "gap",
      text = "A partner company runs your shop in Ireland. It is the AWS account **210987654321**, and you may play it, too: `--profile partner`. Share the newest "
          .. "copy with it; then be the partner, and make a volume of the copy in eu-west-1a.",
      check = function(s)
        local theirs, x = partners(s), newest(copies(s))
        if theirs then
          if theirs.state == "creating" then return waiting "The partner's volume is being made. Let time pass." end
          return pass "The partner has a volume with your data, which belongs to the partner."
        end
        if not x then return fail "There is no copy in eu-west-1 that could be shared." end
        for _, account in ipairs(x.shared) do
          if account == "all" then return fail "The copy is public: everybody can read your shop's data. Remove the group all, and add the one account." end
        end
        for _, v in ipairs(s.all("volume", { region = "eu-west-1" })) do
          if v.snapshot == x.id and v.account ~= partner then return fail "That volume is yours, and you pay for it. Delete it, and make it with --profile partner." end
        end
        if x.shared[1] == partner then return fail "The copy is shared. Now be the partner, and make a volume of it." end
        if #s.events { action = "ModifySnapshotAttribute", refused = false } > 0 then
          return fail "The newest copy in eu-west-1 is not shared with the partner. A permission is for one snapshot, not for its copies."
        end
        return fail "Nobody but you can use the copy yet."
      end,
      on_pass = [[ To share costs nothing and moves nothing. The partner pays for its volume, you for the snapshot. ]],
      hints = {
        "Select the newest copy in eu-west-1, then Share. The account is 210987654321.",
        "What the partner can use: open the list of snapshots, choose partner and Shared with me, tick the copy, then Create volume.",
        "aws ec2 modify-snapshot-attribute --region eu-west-1 --snapshot-id @wednesday-eu --attribute createVolumePermission --operation-type add --user-ids 210987654321",
        "aws ec2 create-volume --region eu-west-1 --availability-zone eu-west-1a --snapshot-id @wednesday-eu --profile partner --name theirs; yard run 1m",
      },
    },

    predict {
      id = "guess-unshare", points = 0,
      ask = "The partnership ends, and you take the permission back. What happens to the volume that the partner made?",
      options = { "It is deleted", "It stays, but can no longer be read", "It stays as it is" },
      answer = 3, reveal_after = "unshare",
      explain = "It stays. A volume is made of a snapshot once, and depends on it no longer. You can stop sharing, but you cannot call back what was shared.",
    },

    task {
      id = "unshare", points = 1, after = "share",
      text = "Take the permission back, and look what becomes of the partner's volume.",
      check = function(s)
        local theirs = partners(s)
        for _, x in ipairs(copies(s)) do
          if #x.shared > 0 then return fail "The copy is still shared." end
        end
        if not theirs then return fail "The partner's volume is gone: somebody deleted it. To take the permission back would not have." end
        return pass "The copy is yours alone again, and the partner's volume is untouched."
      end,
      hints = {
        "Select the copy, then Share: the operation is remove.",
        "aws ec2 modify-snapshot-attribute --region eu-west-1 --snapshot-id @wednesday-eu --attribute createVolumePermission --operation-type remove --user-ids 210987654321",
      },
    },

    quiz {
      id = "zone", points = 1, shuffle = true,
      ask = "You need the data of `monday` in us-east-1b, another zone of the same region. What has to be copied first?",
      options = {
        { "Nothing: a snapshot can be used in every zone of its region", correct = true },
        { "The snapshot, from us-east-1a to us-east-1b", says = "No: volumes live in a zone, snapshots in a region." },
        { "Nothing: the volume data can be attached there", says = "No: a volume cannot leave its zone. Only a new one, made of a snapshot, can be elsewhere." },
      },
    },

    quiz {
      id = "id", points = 1, shuffle = true,
      ask = "A colleague in Ireland asks for the id of a snapshot, to make a volume in eu-west-1. Which id do you give?",
      options = {
        { "That of a copy in eu-west-1", correct = true },
        { "That of monday: ids are the same everywhere", says = "No: in eu-west-1 nobody knows that id. AWS answers InvalidSnapshot.NotFound." },
        { "That of the volume data", says = "No: a volume cannot be used in another zone, let alone another region." },
      },
    },
  },

  solution = [[
    aws ec2 copy-snapshot --source-snapshot-id @monday --source-region us-east-1 --region eu-west-1 --name monday-eu
    aws ec2 wait snapshot-completed --region eu-west-1 --snapshot-ids @monday-eu
    yard run 1d
    aws ec2 create-snapshot --volume-id @data --name tuesday
    aws ec2 wait snapshot-completed --snapshot-ids @tuesday
    aws ec2 copy-snapshot --source-snapshot-id @tuesday --source-region us-east-1 --region eu-west-1 --name tuesday-eu
    aws ec2 wait snapshot-completed --region eu-west-1 --snapshot-ids @tuesday-eu
    aws ec2 delete-snapshot --region eu-west-1 --snapshot-id @tuesday-eu
    yard run 1d
    aws ec2 create-snapshot --volume-id @data --name wednesday
    aws ec2 wait snapshot-completed --snapshot-ids @wednesday
    aws ec2 copy-snapshot --source-snapshot-id @wednesday --source-region us-east-1 --region eu-west-1 --name wednesday-eu
    aws ec2 wait snapshot-completed --region eu-west-1 --snapshot-ids @wednesday-eu
    aws ec2 modify-snapshot-attribute --region eu-west-1 --snapshot-id @wednesday-eu --attribute createVolumePermission --operation-type add --user-ids 210987654321
    aws ec2 create-volume --region eu-west-1 --availability-zone eu-west-1a --snapshot-id @wednesday-eu --profile partner --name theirs
    yard run 1m
    aws ec2 modify-snapshot-attribute --region eu-west-1 --snapshot-id @wednesday-eu --attribute createVolumePermission --operation-type remove --user-ids 210987654321
    yard answer zone 1
    yard answer id 1
  ]],

  wrong = {
    { title = "Copies within the region", must_fail = "first",
      run = [[ aws ec2 copy-snapshot --source-snapshot-id @monday --source-region us-east-1 --name monday-copy
               yard run 20m ]] },
    { title = "Copies the same snapshot again", must_fail = "second",
      run = [[ aws ec2 copy-snapshot --source-snapshot-id @monday --source-region us-east-1 --region eu-west-1 --name monday-eu
               aws ec2 wait snapshot-completed --region eu-west-1 --snapshot-ids @monday-eu
               yard run 1d
               aws ec2 copy-snapshot --source-snapshot-id @monday --source-region us-east-1 --region eu-west-1 --name tuesday-eu
               aws ec2 wait snapshot-completed --region eu-west-1 --snapshot-ids @tuesday-eu ]] },
    { title = "Deletes the older copy, on which nothing depends", must_fail = "gap",
      run = [[ aws ec2 copy-snapshot --source-snapshot-id @monday --source-region us-east-1 --region eu-west-1 --name monday-eu
               aws ec2 wait snapshot-completed --region eu-west-1 --snapshot-ids @monday-eu
               yard run 1d
               aws ec2 create-snapshot --volume-id @data --name tuesday
               aws ec2 wait snapshot-completed --snapshot-ids @tuesday
               aws ec2 copy-snapshot --source-snapshot-id @tuesday --source-region us-east-1 --region eu-west-1 --name tuesday-eu
               aws ec2 wait snapshot-completed --region eu-west-1 --snapshot-ids @tuesday-eu
               aws ec2 delete-snapshot --region eu-west-1 --snapshot-id @monday-eu
               yard run 1d
               aws ec2 create-snapshot --volume-id @data --name wednesday
               aws ec2 wait snapshot-completed --snapshot-ids @wednesday
               aws ec2 copy-snapshot --source-snapshot-id @wednesday --source-region us-east-1 --region eu-west-1 --name wednesday-eu
               aws ec2 wait snapshot-completed --region eu-west-1 --snapshot-ids @wednesday-eu ]] },
    { title = "Shares the original, and believes that its copy is shared, too", must_fail = "share",
      run = [[ aws ec2 copy-snapshot --source-snapshot-id @monday --source-region us-east-1 --region eu-west-1 --name monday-eu
               aws ec2 wait snapshot-completed --region eu-west-1 --snapshot-ids @monday-eu
               yard run 1d
               aws ec2 create-snapshot --volume-id @data --name tuesday
               aws ec2 wait snapshot-completed --snapshot-ids @tuesday
               aws ec2 copy-snapshot --source-snapshot-id @tuesday --source-region us-east-1 --region eu-west-1 --name tuesday-eu
               aws ec2 wait snapshot-completed --region eu-west-1 --snapshot-ids @tuesday-eu
               aws ec2 delete-snapshot --region eu-west-1 --snapshot-id @tuesday-eu
               yard run 1d
               aws ec2 create-snapshot --volume-id @data --name wednesday
               aws ec2 wait snapshot-completed --snapshot-ids @wednesday
               aws ec2 copy-snapshot --source-snapshot-id @wednesday --source-region us-east-1 --region eu-west-1 --name wednesday-eu
               aws ec2 wait snapshot-completed --region eu-west-1 --snapshot-ids @wednesday-eu
               aws ec2 modify-snapshot-attribute --snapshot-id @wednesday --attribute createVolumePermission --operation-type add --user-ids 210987654321 ]] },
    { title = "Believes that an id works in every region", must_fail = "id", run = [[ yard answer id 2 ]] },
  },
}
