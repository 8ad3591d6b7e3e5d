-- Three snapshots of one disk: each stores what has changed, and each can go without harm to the others.

local function blocks(gib) return gib * 2048 end        -- of 512 KiB
local function gib(blocks) return math.floor(blocks / 2048) end

-- A snapshot by its name, also when it is gone.
local function snapshot(s, name)
  return s.find("snapshot", { name = name }) or s.find("snapshot", { name = name, state = "deleted" })
end

local function gone(x) return x ~= nil and x.state == "deleted" end

local function has(x, wanted)
  for _, file in ipairs(x.files) do if file == wanted then return true end end
  return false
end

-- What is wrong with a snapshot that a step asks for, or nil.
local function wrong(s, name)
  local x, data = snapshot(s, name), s.find("volume", { name = "data" })
  if not x then
    for _, other in ipairs(s.created_since("start").snapshot) do
      if data and other.volume ~= data.id then return "The newest snapshot is of another disk. Take one of the volume data." end
      if other.name == other.id then
        return "A snapshot has no name yet: choose Add a tag, with the key Name and the value " .. name .. "."
      end
    end
    return "There is no snapshot called " .. name .. " yet."
  end
  if data and x.volume ~= data.id then return name .. " is a snapshot of another disk. Delete it, and take one of the volume data." end
end

return lesson {
  api     = 1,
  id      = "incremental-snapshots",
  version = 1,
  title   = "What may I delete? Snapshots that share blocks",
  minutes = 15,
  author  = "The authors of Blockyard",
  licence = "CC-BY-4.0",
  teaches = { "snapshot-incremental", "snapshot-deletion", "who-stores-a-block" },
  needs   = { "ami-two-volumes" },
  seed    = 8,
  timing  = "none",            -- so that what is written is on the disk at once
  prices  = book { month = "30d", compute = { ["demo.small"] = "0.10/h" },
                   volume = { standard = "0.05/GB-month", gp2 = "0.10/GB-month" }, snapshot = "0.05/GB-month" },

  world = function(w)
    local app = w.instance { name = "app", type = "demo.small", az = "us-east-1a",
                             root = { kind = "ebs", gib = 8, volume = "standard" } }
    w.volume { name = "data", gib = 150, volume = "standard", attach = { app, "/dev/sdf" } }
    w.write { on = "app", path = "/mnt/sdf/photos", size = "60GiB" }
    w.write { on = "app", path = "/mnt/sdf/catalog.db", size = "40GiB" }
  end,

  story = [[
    `app` keeps a shop's **photos** (60 GiB) and its **catalog.db** (40 GiB) on the volume `data`, which is 150 GiB large. Every
    evening somebody takes a **snapshot** of it: a copy of the disk as it is at that moment. Storage for snapshots costs $0.05 a
    GiB each month. After some evenings you will be asked to clean up. What can go, and what does that save?
  ]],

  steps = {
    predict {
      id = "guess-first", points = 0,
      ask = "The first snapshot of `data`: how much will it store?",
      options = { "150 GiB: all of the disk", "100 GiB: what was written", "Nothing yet: it is the first" },
      answer = 2, reveal_after = "monday",
      explain = "100 GiB. Blocks that nothing was ever written to are not stored, and not billed.",
    },

    task {
      id = "monday", points = 1,
      text = "It is Monday evening. Take a snapshot of `data`, and name it `monday`.",
      check = function(s)
        local problem = wrong(s, "monday")
        if problem then return fail(problem) end
        local monday = snapshot(s, "monday")
        if gone(monday) then return pass "monday was there." end
        if monday.blocks < blocks(100) then
          return fail "An older snapshot of data stores what monday needs. Delete that one, so that monday is the first."
        end
        return pass "monday is there, with all that is on data."
      end,
      on_pass = [[ 100 GiB for 5 cents each are $5.00 a month. `data` itself costs $7.50: a volume is paid for by its
        **size**, a snapshot by what it **stores**. Select `monday`: its strip shows the disk block by block. ]],
      hints = {
        "Right-click data and choose Snapshot with a name. The name goes into the field Name.",
        "aws ec2 create-snapshot --volume-id @data --name monday",
      },
    },

    predict {
      id = "guess-second", points = 0,
      ask = "On Tuesday every price changes, so `app` writes all 40 GiB of catalog.db anew. How much will Tuesday's snapshot store?",
      options = { "100 GiB, like the first", "140 GiB: the old and the new", "40 GiB" },
      answer = 3, reveal_after = "tuesday",
      explain = "40 GiB: the blocks that changed since Monday. This is what incremental means.",
    },

    task {
      id = "tuesday", points = 2, after = "monday",
      text = "Let a day pass. Tuesday: let `app` write `/mnt/sdf/catalog.db` anew, 40 GiB as before. (`/mnt/sdf` is where `app` sees the disk "
          .. "`data`.) Then take a snapshot named `tuesday`.",
      check = function(s)
        local problem = wrong(s, "tuesday")
        if problem then return fail(problem) end
        local monday, tuesday = snapshot(s, "monday"), snapshot(s, "tuesday")
        if gone(tuesday) and snapshot(s, "wednesday") or gone(monday) and not gone(tuesday) and tuesday.blocks > 0 then return pass "tuesday stored what had changed." end
        if gone(tuesday) then return fail "tuesday is gone before it was of use. Take it again." end
        if tuesday.blocks == 0 then
          return fail "tuesday stores nothing: nothing was written since monday. Delete it, let app write, and take it again."
        end
        return equal(tuesday.blocks, blocks(40), "tuesday stores 40 GiB: the catalog alone")
      end,
      on_pass = [[ $2.00 a month more. And yet `tuesday` holds the whole disk: the new catalog is its own, and for the photos it
        refers to the blocks that `monday` stores. `yard ls @tuesday` lists both files. ]],
      hints = {
        "Right-click data and choose Write a file on it: the path is /mnt/sdf/catalog.db, the size 40GiB. Then choose Snapshot with a name.",
        "yard run 1d; yard write @app /mnt/sdf/catalog.db 40GiB; aws ec2 create-snapshot --volume-id @data --name tuesday",
      },
    },

    predict {
      id = "guess-delete", points = 0,
      ask = "The two snapshots cost $7.00 a month. Now you delete `monday`, the first and largest. What happens?",
      options = {
        "tuesday breaks: the photos were stored with monday",
        "tuesday stays whole, and costs $2.00 a month: $5.00 are saved",
        "tuesday stays whole, and costs $5.00 a month: $2.00 are saved",
      },
      answer = 3, reveal_after = "clean",
      explain = "Only what nobody else needs goes: the old catalog, 40 GiB. The photos are stored with tuesday from now on.",
    },

    task {
      id = "clean", points = 2, after = "tuesday",
      text = "Clean up: delete `monday`, and look at `tuesday` again.",
      check = function(s)
        local monday, tuesday = snapshot(s, "monday"), snapshot(s, "tuesday")
        if not gone(monday) then return fail "monday is still there." end
        if gone(tuesday) and not snapshot(s, "wednesday") then
          return fail "Both are gone, and with them the only copy of the disk. Begin the lesson again, and delete monday alone."
        end
        return pass "monday is gone. tuesday has taken over the photos: it stores 100 GiB now."
      end,
      on_pass = [[ You freed 40 GiB, not 100. AWS stores each block once, for as long as **any** snapshot needs it. Who deletes an old
        snapshot saves only what no later one refers to, and that is often little. ]],
      hints = { "Select monday, then Delete: first it says what would go.", "aws ec2 delete-snapshot --snapshot-id @monday" },
    },

    task {
      id = "restore", points = 2, after = "clean",
      text = "Do not take it on trust. Make a volume of `tuesday`, in any zone, and look at its files.",
      check = function(s)
        local tuesday = snapshot(s, "tuesday")
        local made = s.find("volume", { snapshot = tuesday.id }) or s.find("volume", { snapshot = tuesday.id, state = "deleted" })
        if not made then
          for _, v in ipairs(s.created_since("clean").volume) do
            if not v.snapshot then return fail "That volume is new and empty. Make one of the snapshot tuesday." end
          end
          return fail "There is no volume yet that was made of tuesday."
        end
        if made.state == "deleted" then return pass "A volume was made of tuesday." end
        return all_of {
          equal(has(made, "catalog.db"), true, "catalog.db is there, as it was on Tuesday"),
          equal(has(made, "photos"), true, "…and the photos, too, though monday is gone"),
        }
      end,
      on_pass = [[ The new volume is paid for by its size again, all 150 GiB. Delete it when you have seen enough. ]],
      hints = {
        "Select tuesday, then Create volume. Then look at the new volume's details, or type yard ls and its id.",
        "aws ec2 create-volume --snapshot-id @tuesday --availability-zone us-east-1a --name restored; yard ls @restored",
      },
    },

    task {
      id = "newest", points = 2, after = "restore",
      text = "Let another day pass. Wednesday: `app` adds 20 GiB of `/mnt/sdf/videos`. Take a snapshot named `wednesday`. From now on nobody wants to go back "
          .. "further than that, so keep **only** what Wednesday's disk needs.",
      check = function(s)
        local problem = wrong(s, "wednesday")
        if problem then return fail(problem) end
        local wednesday = snapshot(s, "wednesday")
        if gone(wednesday) then return fail "wednesday is gone. It was the one to keep: take it again." end
        if not has(wednesday, "videos") then return fail "The videos are not in wednesday. Delete it, let app write them, and take it again." end
        if not gone(snapshot(s, "tuesday")) then
          return partial(0.5, "tuesday is still there. Does wednesday need it?")
        end
        return pass("wednesday alone is left. It stores " .. gib(wednesday.blocks) .. " GiB, and is whole.")
      end,
      on_pass = [[ 120 GiB, $6.00 a month. A snapshot is never part of a chain that can break: **each one restores its own moment**,
        whatever became of those before and after it. ]],
      hints = {
        "The videos are written like the catalog. Before you delete tuesday, look what its Delete says that would go.",
        "yard run 1d; yard write @app /mnt/sdf/videos 20GiB; aws ec2 create-snapshot --volume-id @data --name wednesday; aws ec2 delete-snapshot --snapshot-id @tuesday",
      },
    },

    quiz {
      id = "seven", points = 1, shuffle = true,
      ask = "Another disk has a snapshot of each day of the week. You must be able to go back to Sunday, and to no other day. Which ones do you need?",
      options = {
        { "Sunday's alone", correct = true },
        { "Monday's, the full one, and Sunday's", says = "No: what Sunday's snapshot needs of Monday's blocks stays when Monday's is deleted." },
        { "All seven: each builds on the one before", says = "No: only storing is incremental. Each snapshot is complete in itself." },
      },
    },

    quiz {
      id = "saves", points = 1, shuffle = true,
      ask = "A disk of 150 GiB has 30 daily snapshots. What do you save if you delete all but the last?",
      options = {
        { "Only the blocks that the last one does not need", correct = true },
        { "29 times what is written on the disk", says = "No: blocks that did not change are stored once, not thirty times." },
        { "Nothing: the last one needs them all", says = "No: blocks that were overwritten since are needed by nobody any more." },
      },
    },
  },

  solution = [[
    aws ec2 create-snapshot --volume-id @data --name monday
    yard run 1d
    yard write @app /mnt/sdf/catalog.db 40GiB
    aws ec2 create-snapshot --volume-id @data --name tuesday
    aws ec2 delete-snapshot --snapshot-id @monday
    aws ec2 create-volume --snapshot-id @tuesday --availability-zone us-east-1a --name restored
    yard ls @restored
    yard run 1d
    yard write @app /mnt/sdf/videos 20GiB
    aws ec2 create-snapshot --volume-id @data --name wednesday
    aws ec2 delete-snapshot --snapshot-id @tuesday
    yard answer seven 1
    yard answer saves 1
  ]],

  wrong = {
    { title = "Takes the snapshot of the wrong disk", must_fail = "monday",
      run = [[ aws ec2 create-snapshot --volume-id @app-root --name monday ]] },
    { title = "Believes that every snapshot stores the whole disk", must_fail = "tuesday",
      run = [[ aws ec2 create-snapshot --volume-id @data --name monday
               aws ec2 create-snapshot --volume-id @data --name tuesday ]] },
    { title = "Keeps the full one, and deletes the increment", must_fail = "clean",
      run = [[ aws ec2 create-snapshot --volume-id @data --name monday
               yard write @app /mnt/sdf/catalog.db 40GiB
               aws ec2 create-snapshot --volume-id @data --name tuesday
               aws ec2 delete-snapshot --snapshot-id @tuesday ]] },
    { title = "Makes an empty disk", must_fail = "restore",
      run = [[ aws ec2 create-snapshot --volume-id @data --name monday
               yard write @app /mnt/sdf/catalog.db 40GiB
               aws ec2 create-snapshot --volume-id @data --name tuesday
               aws ec2 delete-snapshot --snapshot-id @monday
               aws ec2 create-volume --size 150 --availability-zone us-east-1a --name restored ]] },
    { title = "Keeps the whole chain, to be safe", must_fail = "newest",
      run = [[ aws ec2 create-snapshot --volume-id @data --name monday
               yard write @app /mnt/sdf/catalog.db 40GiB
               aws ec2 create-snapshot --volume-id @data --name tuesday
               aws ec2 delete-snapshot --snapshot-id @monday
               aws ec2 create-volume --snapshot-id @tuesday --availability-zone us-east-1a --name restored
               yard write @app /mnt/sdf/videos 20GiB
               aws ec2 create-snapshot --volume-id @data --name wednesday ]] },
    { title = "Believes that a snapshot is worth nothing without the first", must_fail = "seven", run = [[ yard answer seven 2 ]] },
  },
}
