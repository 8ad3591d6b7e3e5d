-- A volume of a snapshot: usable at once, slow at first; and what helps: reading it once, a rate, fast snapshot restore.

-- A volume by its name, also when it is gone.
local function named(s, name)
  return s.find("volume", { name = name }) or s.find("volume", { name = name, state = "deleting" }) or s.find("volume", { name = name, state = "deleted" })
end

local function gone(v) return v.state == "deleting" or v.state == "deleted" end

-- What is wrong with a volume that a step asks for, or nil.
local function wrong(s, name)
  local v, nightly, app = named(s, name), s.find("snapshot", { name = "nightly" }), s.find("instance", { name = "app" })
  if not v then
    for _, other in ipairs(s.created_since("start").volume) do
      if other.name == other.id then return "The new volume has no name yet. Give it the tag Name with the value " .. name .. "." end
    end
    return "There is no volume called " .. name .. " yet."
  end
  if gone(v) then return nil end
  if nightly and v.snapshot ~= nightly.id then return name .. " was not made of the snapshot nightly. Delete it, and make it again." end
  if app and v.az ~= app.az then return name .. " is in " .. v.az .. ", and app is in " .. app.az .. ". Delete it, and make it in app's zone." end
end

-- The states of fast restore of the snapshot by zone.
local function fast(s)
  local nightly, states = s.find("snapshot", { name = "nightly" }), {}
  for _, r in ipairs(nightly and nightly.fast_restore or {}) do states[#states + 1] = r end
  return states
end

-- The first two volumes, as the lesson asks for them.
local two_volumes = [[
    aws ec2 create-volume --snapshot-id @nightly --volume-type gp3 --availability-zone us-east-1a --name copy
    aws ec2 wait volume-available --volume-ids @copy
    aws ec2 attach-volume --volume-id @copy --instance-id @app --device /dev/sdg
    yard run 10s
    yard read @app /mnt/sdf/photos.tar
    yard read @app /mnt/sdg/photos.tar
    aws ec2 create-volume --snapshot-id @nightly --volume-type gp3 --volume-initialization-rate 300 --availability-zone us-east-1a --name quick
    aws ec2 wait volume-available --volume-ids @quick
    aws ec2 attach-volume --volume-id @quick --instance-id @app --device /dev/sdh
    yard run 10s
    yard read @app /mnt/sdh/photos.tar
]]

return lesson {
  api     = 1,
  id      = "restored-and-slow",
  version = 1,
  title   = "Restored, and slow at first",
  minutes = 15,
  author  = "The authors of Blockyard",
  licence = "CC-BY-4.0",
  teaches = { "lazy-loading", "initialization-rate", "fast-snapshot-restore" },
  needs   = { "incremental-snapshots" },
  seed    = 14,
  timing  = "typical",

  world = function(w)
    local app = w.instance { name = "app", type = "m5.xlarge", az = "us-east-1a" }
    w.volume { name = "photos", gib = 128, volume = "gp3", attach = { app, "/dev/sdf" } }
    w.write { on = "app", path = "/mnt/sdf/photos.tar", size = "40GiB" }
    w.snapshot { name = "nightly", volume = "photos" }
    w.run(hours(1))
  end,

  story = [[
    `app` reads all its photos whenever it starts: 40 GiB from the volume `photos`, which takes about 5 and a half minutes. Every night there is a
    **snapshot**, a stored copy of the disk: the latest is `nightly`. Today you practise the bad day: `photos` is lost, and a new
    volume has to be made of `nightly`. How soon is `app` back?
  ]],

  steps = {
    predict {
      id = "guess-read", points = 0,
      ask = "You make a volume of `nightly`. As soon as it can be used, `app` reads the 40 GiB from it. How long does that take?",
      options = { "5 and a half minutes, as from photos", "More than half an hour", "It cannot be read before everything is there" },
      answer = 2, reveal_after = "restore",
      explain = "The volume can be used within seconds, but it is still empty: each block comes from the snapshot when it is first read.",
    },

    task {
      id = "restore", points = 2,
      text = "Make a **gp3** volume named `copy` of the snapshot `nightly`, in app's zone, and attach it to `app` as `/dev/sdg`. Then ask how long it takes to read the photos "
          .. "from each: `yard read @app /mnt/sdf/photos.tar` and `yard read @app /mnt/sdg/photos.tar`.",
      check = function(s)
        local problem = wrong(s, "copy")
        if problem then return fail(problem) end
        local copy = named(s, "copy")
        if gone(copy) then return pass "copy was made of nightly." end
        if copy.instance then
          if not copy.attached then return waiting "copy is being attached. Let a few seconds pass." end
          return pass(("copy can be used, and %d %% of it is there. Ask how long it takes to read the photos from it, and from photos."):format(copy.initialized))
        end
        if s.find("volume", { name = "quick" }) then return pass "copy was attached before." end
        return fail "copy is attached to nobody yet."
      end,
      on_pass = [[ `Took` is how long it takes now, `Alone` how long if all were there: from photos 5 and a half minutes, from copy half an hour. This is **lazy loading**. AWS fetches the blocks in the background, too, and says nothing about how fast; here it is 20 MiB a second. Whoever
        measures a restored volume right away measures this, and not the volume. Ask again in an hour. ]],
      hints = {
        "Select nightly, then Create volume. Attach it, and look into the menu of copy: How long to read photos.tar.",
        "New volumes take some seconds until they are available, and attaching takes some, too: let a minute pass.",
        "aws ec2 create-volume --snapshot-id @nightly --volume-type gp3 --availability-zone us-east-1a --name copy; aws ec2 wait volume-available --volume-ids @copy; aws ec2 attach-volume --volume-id @copy --instance-id @app --device /dev/sdg; yard run 10s; yard read @app /mnt/sdf/photos.tar; yard read @app /mnt/sdg/photos.tar",
      },
    },

    quiz {
      id = "cheapest", points = 1, shuffle = true,
      ask = "`copy` has to be at full speed tomorrow morning. What is the cheapest way?",
      options = {
        { "Read all of it once before then", correct = true },
        { "Enable fast snapshot restore for nightly", says = "No: that helps volumes which are made afterwards, and costs $0.75 an hour." },
        { "Modify it to io2", says = "No: a faster type does not bring the blocks from the snapshot any sooner." },
        { "Wait until its state is available", says = "No: it has been available since it was made. That says that it can be used, not that all is there." },
      },
    },

    task {
      id = "rate", points = 2, after = "restore",
      text = "You can also pay for speed. Make another gp3 volume of `nightly`, named `quick`, with a **volume initialization rate** of 300 MiB a second. Attach it as `/dev/sdh`, and ask how long "
          .. "it takes to read the photos from it.",
      check = function(s)
        local problem = wrong(s, "quick")
        if problem then return fail(problem) end
        local quick = named(s, "quick")
        if quick.initialization_rate == 0 then return fail "quick was made without a volume initialization rate, so it is as slow at first as copy. Delete it, and make it again with the rate." end
        if gone(quick) then return pass "quick was made with a rate." end
        if quick.initialization_rate < 125 then
          return partial(0.5, ("%d MiB a second: better, but a gp3 reads 125 a second, so it still waits for its blocks."):format(quick.initialization_rate))
        end
        if not quick.instance and #fast(s) == 0 then return fail "quick is attached to nobody yet." end
        return pass "quick is read at the speed of a gp3 from its first minute on."
      end,
      on_pass = [[ The rate can be 100 to 300 MiB a second. AWS bills it by the GiB that come; their price is not in this book, and the bill says so.
        It has to be named when the volume is made. ]],
      hints = {
        "The form to create a volume has Volume initialization rate under More.",
        "aws ec2 create-volume --snapshot-id @nightly --volume-type gp3 --volume-initialization-rate 300 --availability-zone us-east-1a --name quick; aws ec2 wait volume-available --volume-ids @quick; aws ec2 attach-volume --volume-id @quick --instance-id @app --device /dev/sdh; yard run 10s; yard read @app /mnt/sdh/photos.tar",
      },
    },

    predict {
      id = "guess-fast", points = 0,
      ask = "With **fast snapshot restore**, volumes have everything from their first second. You enable it for `nightly`, and make a volume at once. Is it fast?",
      options = { "Yes", "No: it takes a while until it is of use", "Yes, but only the first one" },
      answer = 2, reveal_after = "fast",
      explain = "The snapshot is prepared first, about an hour for each TiB. Then credits have to come in: each fast volume takes one, and there are none at first.",
    },

    task {
      id = "fast", points = 4, after = "rate",
      text = "Enable **fast snapshot restore** for `nightly` in app's zone. Wait until there is a credit: `yard fast-restore-credits @nightly`. Then make a volume named `fast` of it.",
      check = function(s)
        local v, app = named(s, "fast"), s.find("instance", { name = "app" })
        if v and v.fast_restored then return pass "fast had everything from its first second." end
        local here, elsewhere
        for _, r in ipairs(fast(s)) do
          if app and r.az == app.az then here = r.state elseif r.state ~= "disabled" then elsewhere = r.az end
        end
        if not here or here == "disabled" or here == "disabling" then
          if elsewhere then return fail("It is enabled in " .. elsewhere .. " alone. It holds for one zone, and app is in another one.") end
          return fail "Fast snapshot restore is not enabled for nightly."
        end
        if v and not gone(v) then return fail "fast was made before there was a credit, so it is loaded lazily as ever. Delete it, wait for a credit, and make it again." end
        if here ~= "enabled" then return waiting("It is " .. here .. ": nightly is being prepared. Let time pass.") end
        return waiting "It is enabled. Once there is a credit, make a volume named fast."
      end,
      on_pass = [[ A snapshot of a disk of 128 GiB earns 1,024 / 128 = **8 credits an hour**, and keeps no more than 8; a smaller one up to 10. It has to be prepared
        before the bad day: enabling it in the hour of need is too late. ]],
      hints = {
        "Select nightly; its menu has Enable fast restore, and then Show its fast-restore credits. The zone is us-east-1a.",
        "It takes about a quarter of an hour until there is a credit. The volume is made as before.",
        "aws ec2 enable-fast-snapshot-restores --source-snapshot-ids @nightly --availability-zones us-east-1a; yard run 20m; yard fast-restore-credits @nightly; aws ec2 create-volume --snapshot-id @nightly --volume-type gp3 --availability-zone us-east-1a --name fast",
      },
    },

    quiz {
      id = "nine", points = 1, shuffle = true,
      ask = "An hour later there are 8 credits. You make 9 volumes of `nightly` at once. What about the ninth?",
      options = {
        { "It is made, and loads lazily as copy did", correct = true },
        { "AWS refuses to make it", says = "No: without a credit a volume is made as ever, and nobody tells you. Look at FastRestored in the answer." },
        { "It is as fast as the others", says = "No: each fast volume takes one credit, and there were 8." },
      },
    },

    task {
      id = "off", points = 2, after = "fast",
      text = "The practice is over. Fast snapshot restore costs $0.75 an hour in each zone, about $540 a month, whether or not volumes are made. End that.",
      check = function(s)
        local nightly = s.find("snapshot", { name = "nightly" })
        if not nightly then return fail "The snapshot nightly is gone, and with it the only backup. Undo, and disable fast restore instead." end
        if #fast(s) == 0 then return fail "Fast snapshot restore was never enabled." end
        for _, r in ipairs(fast(s)) do
          if r.state == "disabling" then return waiting("It is being disabled in " .. r.az .. ". Let a minute pass.") end
          if r.state ~= "disabled" then return fail("Fast snapshot restore is still " .. r.state .. " in " .. r.az .. ", and is paid for.") end
        end
        return pass "Fast snapshot restore is off. The volume fast stays as it is."
      end,
      on_pass = [[ Deleting the volumes would have changed nothing: it is the **snapshot** that is kept ready. Most people pay for it where many volumes have to be
        up at once, such as in the morning of a school with two hundred desktops, and otherwise use a rate or patience. ]],
      hints = {
        "The menu of nightly has Disable fast restore.",
        "aws ec2 disable-fast-snapshot-restores --source-snapshot-ids @nightly --availability-zones us-east-1a; yard run 1m",
      },
    },
  },

  solution = two_volumes .. [[
    yard answer cheapest 1
    aws ec2 enable-fast-snapshot-restores --source-snapshot-ids @nightly --availability-zones us-east-1a
    yard run 20m
    yard fast-restore-credits @nightly
    aws ec2 create-volume --snapshot-id @nightly --volume-type gp3 --availability-zone us-east-1a --name fast
    yard answer nine 1
    aws ec2 disable-fast-snapshot-restores --source-snapshot-ids @nightly --availability-zones us-east-1a
    yard run 1m
  ]],

  wrong = {
    { title = "Makes an empty volume", must_fail = "restore",
      run = [[ aws ec2 create-volume --size 128 --volume-type gp3 --availability-zone us-east-1a --name copy
               aws ec2 wait volume-available --volume-ids @copy
               aws ec2 attach-volume --volume-id @copy --instance-id @app --device /dev/sdg
               yard run 10s
               yard read @app /mnt/sdf/photos.tar ]] },
    { title = "Buys a faster type instead of a rate", must_fail = "rate",
      run = [[ aws ec2 create-volume --snapshot-id @nightly --volume-type gp3 --availability-zone us-east-1a --name copy
               aws ec2 wait volume-available --volume-ids @copy
               aws ec2 attach-volume --volume-id @copy --instance-id @app --device /dev/sdg
               yard run 10s
               yard read @app /mnt/sdg/photos.tar
               aws ec2 create-volume --snapshot-id @nightly --volume-type io2 --iops 10000 --availability-zone us-east-1a --name quick
               aws ec2 wait volume-available --volume-ids @quick
               aws ec2 attach-volume --volume-id @quick --instance-id @app --device /dev/sdh
               yard run 10s
               yard read @app /mnt/sdh/photos.tar ]] },
    { title = "Enables fast restore in the hour of need", must_fail = "fast",
      run = two_volumes .. [[ aws ec2 enable-fast-snapshot-restores --source-snapshot-ids @nightly --availability-zones us-east-1a
               aws ec2 create-volume --snapshot-id @nightly --volume-type gp3 --availability-zone us-east-1a --name fast
               yard run 1h ]] },
    { title = "Enables it in another zone", must_fail = "fast",
      run = two_volumes .. [[ aws ec2 enable-fast-snapshot-restores --source-snapshot-ids @nightly --availability-zones us-east-1b
               yard run 1h
               aws ec2 create-volume --snapshot-id @nightly --volume-type gp3 --availability-zone us-east-1a --name fast ]] },
    { title = "Deletes the volumes, and goes on paying for the snapshot", must_fail = "off",
      run = two_volumes .. [[ aws ec2 enable-fast-snapshot-restores --source-snapshot-ids @nightly --availability-zones us-east-1a
               yard run 20m
               aws ec2 create-volume --snapshot-id @nightly --volume-type gp3 --availability-zone us-east-1a --name fast
               aws ec2 wait volume-available --volume-ids @fast
               aws ec2 delete-volume --volume-id @fast ]] },
    { title = "Believes that the ninth is refused", must_fail = "nine", run = [[ yard answer nine 2 ]] },
  },
}
