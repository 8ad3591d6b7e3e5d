-- Lesson 3. A volume lives in one zone. Its data can travel: through a snapshot.
return lesson {
  api     = 1,
  id      = "move-volume-az",
  version = 4,
  title   = "The disk is in the wrong zone",
  minutes = 15,
  teaches = { "availability-zone", "snapshot-point-in-time", "cleanup" },
  needs   = { "ami-two-volumes" },
  seed    = 3,
  prices  = book { month = "30d", compute = { ["demo.small"] = "0.10/h" },
                   volume = { standard = "0.05/GB-month", gp2 = "0.10/GB-month" }, snapshot = "0.05/GB-month" },

  world = function(w)
    local a = w.instance { name = "app-a", type = "demo.small", az = "us-east-1a",
                           root = { kind = "ebs", gib = 8, volume = "standard" } }
    w.instance { name = "app-b", type = "demo.small", az = "us-east-1b",
                 root = { kind = "ebs", gib = 8, volume = "standard" } }
    w.volume { name = "data", gib = 100, volume = "standard", used = 40, attach = { a, "/dev/sdf" } }
    -- While app-a runs it appends a record every ten minutes. Deterministic, and visible.
    w.workload { on = "app-a", writes = "data", every = minutes(10) }
    w.run(hours(3))            -- the lesson opens on a disk with history: 18 records
  end,

  story = [[
    Zone **us-east-1a** is being retired tonight. `app-b` is ready in **us-east-1b**,
    but `data` is attached to `app-a`. Move the data. Lose nothing. Leave nothing behind.
  ]],

  steps = {
    task {
      id = "feel-the-wall", points = 1,
      text = "Try the obvious thing first: attach `data` straight to `app-b`.",
      check = function(s)
        if s.refused { code = "InvalidVolume.ZoneMismatch" } or s.refused { code = "VolumeInUse" } then
          return pass "That error is the lesson: a volume and its instance must share a zone."
        end
        return fail "Go on, try it. Nothing breaks here."
      end,
      hints = { "aws ec2 attach-volume --volume-id @data --instance-id @app-b --device /dev/sdf" },
    },

    predict {
      id = "when", points = 0,
      ask = "A snapshot takes 40 minutes. Records written during those 40 minutes are…",
      options = { "in the snapshot", "not in the snapshot" },
      answer = 2, reveal_after = "moved",
      explain = "A snapshot freezes the instant it was started; later writes are not in it.",
    },

    task {
      id = "moved", points = 6,
      text = "Get a copy of the data attached to `app-b` at /dev/sdf, with every record.",
      check = function(s)
        local b = s.find("instance", { name = "app-b" })
        local v = s.attached(b, "/dev/sdf")
        if not v then return fail "Nothing is attached to app-b at /dev/sdf." end
        local have, all = s.records(v), s.records_written "data"
        if have == 0 then return fail "That volume is empty. Was it made from a snapshot?" end
        if have < all then
          return partial(0.5, ("You lost %d records: they were written after the snapshot began.")
                               :format(all - have))
        end
        return pass "Every record arrived."
      end,
      hints = {
        "Volumes are zonal. Snapshots are regional. See the picture?",
        "Stop the writer before you take the snapshot.",
        "stop app-a → snapshot data → volume from snapshot in us-east-1b → attach to app-b",
      },
    },

    task {
      id = "tidy", points = 3, after = "moved",
      text = "Delete what you no longer need: the old volume and the snapshot.",
      check = function(s)
        local left = {}
        if s.find("volume",   { name = "data" }) then left[#left + 1] = "volume data" end
        for _, x in ipairs(s.created_since("start").snapshot) do left[#left + 1] = "snapshot " .. x.name end
        if #left > 0 then
          return fail("Still being billed: " .. table.concat(left, ", ") .. ". See the red lines in the bill.")
        end
        return pass "The bill only lists what you use."
      end,
      hints = { "You cannot delete a volume that is in use. Detach it first." },
    },
  },

  solution = [[
    aws ec2 attach-volume --volume-id @data --instance-id @app-b --device /dev/sdf   # refused, on purpose
    aws ec2 stop-instances --instance-ids @app-a
    aws ec2 wait instance-stopped --instance-ids @app-a
    aws ec2 create-snapshot --volume-id @data --name data-snap
    aws ec2 wait snapshot-completed --snapshot-ids @data-snap
    aws ec2 create-volume --snapshot-id @data-snap --availability-zone us-east-1b --name data-b
    aws ec2 wait volume-available --volume-ids @data-b
    aws ec2 attach-volume --volume-id @data-b --instance-id @app-b --device /dev/sdf
    aws ec2 detach-volume --volume-id @data
    aws ec2 wait volume-available --volume-ids @data
    aws ec2 delete-volume --volume-id @data
    aws ec2 delete-snapshot --snapshot-id @data-snap
  ]],

  wrong = {
    { title = "Snapshots a live disk", must_fail = "moved",
      run = [[ yard run 60m
               aws ec2 create-snapshot --volume-id @data --name hot
               aws ec2 wait snapshot-completed --snapshot-ids @hot
               aws ec2 create-volume --snapshot-id @hot --availability-zone us-east-1b --name data-b
               aws ec2 wait volume-available --volume-ids @data-b
               aws ec2 attach-volume --volume-id @data-b --instance-id @app-b --device /dev/sdf ]] },
    { title = "Attaches a new empty disk", must_fail = "moved",
      run = [[ aws ec2 create-volume --size 100 --availability-zone us-east-1b --name blank
               aws ec2 wait volume-available --volume-ids @blank
               aws ec2 attach-volume --volume-id @blank --instance-id @app-b --device /dev/sdf ]] },
    { title = "Leaves the old disk and snapshot", must_fail = "tidy",
      run = [[ aws ec2 stop-instances --instance-ids @app-a
               aws ec2 wait instance-stopped --instance-ids @app-a
               aws ec2 create-snapshot --volume-id @data --name s
               aws ec2 wait snapshot-completed --snapshot-ids @s
               aws ec2 create-volume --snapshot-id @s --availability-zone us-east-1b --name data-b
               aws ec2 wait volume-available --volume-ids @data-b
               aws ec2 attach-volume --volume-id @data-b --instance-id @app-b --device /dev/sdf ]] },
  },
}
