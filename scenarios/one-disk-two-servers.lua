-- Multi-Attach: which volumes can have several instances, and what an ordinary file system makes of that.

-- The volume that the lesson asks for, also when it is gone.
local function shared(s)
  return s.find("volume", { name = "shared" }) or s.find("volume", { name = "shared", state = "deleted" })
end

local function has(v, wanted)
  for _, file in ipairs(v.files) do if file == wanted then return true end end
  return false
end

-- How many files were written since the lesson opened.
local function writes(s) return #s.events { action = "Write", refused = false } end

-- A volume with both files on it, or nil.
local function with_both(s)
  for _, v in ipairs(s.all "volume") do
    if has(v, "a.db") and has(v, "b.db") then return v end
  end
end

return lesson {
  api     = 1,
  id      = "one-disk-two-servers",
  version = 1,
  title   = "Two servers on one disk: Multi-Attach and its danger",
  minutes = 12,
  author  = "The authors of Blockyard",
  licence = "CC-BY-4.0",
  teaches = { "multi-attach", "file-system-cache", "detach-and-attach" },
  needs   = { "move-volume-az" },
  seed    = 11,
  timing  = "none",            -- so that what is written is on the disk at once

  world = function(w)
    local a = w.instance { name = "shop-a", type = "t3.micro", az = "us-east-1a" }
    w.instance { name = "shop-b", type = "t3.micro", az = "us-east-1a" }
    w.volume { name = "data", gib = 10, volume = "gp3", attach = { a, "/dev/sdh" } }
  end,

  story = [[
    `shop-a` and `shop-b` are two servers of one shop, side by side in one zone. Each keeps its own orders in a file: `a.db` and `b.db`.
    The owner wants **one disk with both files, and both servers on it at the same time**. `shop-a` has a disk already,
    the gp3 volume `data`. Try what can be done, and look closely at what becomes of the files.
  ]],

  steps = {
    predict {
      id = "guess-second", points = 0,
      ask = "`data` is attached to `shop-a`. You attach it to `shop-b` as well. What happens?",
      options = { "Both servers have it", "It moves over to shop-b", "AWS refuses" },
      answer = 3, reveal_after = "refused",
      explain = "VolumeInUse: an ordinary volume belongs to one instance at a time, as a disk that is screwed into a computer.",
    },

    task {
      id = "refused", points = 1,
      text = "Try it: attach `data` to `shop-b`, while `shop-a` has it.",
      check = function(s)
        if s.refused { code = "VolumeInUse" } then return pass "VolumeInUse: one instance at a time." end
        return fail "Go on, try it. Nothing breaks here."
      end,
      on_pass = [[ There is an exception, which AWS calls **Multi-Attach**: a volume that is made for it goes on up to sixteen instances in its zone. ]],
      hints = {
        "In the menu of shop-b there is Attach a volume. The volume is data, and any device name will do.",
        "aws ec2 attach-volume --volume-id @data --instance-id @shop-b --device /dev/sdh",
      },
    },

    task {
      id = "share", points = 3, after = "refused",
      text = "Make a new volume for both: 10 GiB, named `shared`, with **Multi-Attach enabled**. Not every volume type can do that. Attach it to `shop-a` and to `shop-b`, as `/dev/sdf`.",
      check = function(s)
        local v, a = shared(s), s.find("instance", { name = "shop-a" })
        if not v then
          if s.refused { code = "InvalidParameterCombination" } then
            return fail "Refused: gp2 and gp3 have no Multi-Attach, and neither has a hard disk. Only io1 and io2 can do it; say how many IOPS they should have, for example 100."
          end
          for _, made in ipairs(s.created_since("refused").volume) do
            if made.name == made.id then return fail "The new volume has no name yet. Give it the tag Name with the value shared, or make it again." end
          end
          return fail "There is no volume called shared yet."
        end
        if v.state == "deleted" then
          if writes(s) >= 2 then return pass "Both servers had the disk shared." end
          return fail "The volume shared was deleted. Make it again."
        end
        if not v.multi_attach then
          return fail "shared was made without Multi-Attach, so a second instance is refused. Delete it, and make it again with Multi attach enabled."
        end
        if a and v.az ~= a.az then return fail("shared is in " .. v.az .. ", the servers are in " .. a.az .. ". Multi-Attach stays within one zone, too.") end
        if #v.instances < 2 and writes(s) < 2 then
          if #v.instances == 0 then return fail "shared is attached to nobody yet." end
          return partial(0.5, "shared is attached to one server. Attach it to the other one, too.")
        end
        return pass "One disk, and both servers have it."
      end,
      on_pass = [[ Only io1 and io2 do this, and they cost more: 10 GiB and 100 IOPS are $7.75 a month, where the gp3 `data` of the same
        size costs $0.80. The instances have to be of a type on AWS's newer technology, Nitro, as `t3` is. ]],
      hints = {
        "The form to create a volume has the field Multi attach enabled under More. Types that can do it are io1 and io2.",
        "100 IOPS are enough. The zone is that of the servers, us-east-1a.",
        "aws ec2 create-volume --size 10 --volume-type io2 --iops 100 --multi-attach-enabled --availability-zone us-east-1a --name shared; aws ec2 attach-volume --volume-id @shared --instance-id @shop-a --device /dev/sdf; aws ec2 attach-volume --volume-id @shared --instance-id @shop-b --device /dev/sdf",
      },
    },

    predict {
      id = "guess-files", points = 0,
      ask = "`shop-a` writes `a.db` on it, and then `shop-b` writes `b.db`. What is on the disk?",
      options = { "Both files", "Only b.db, and a part of a.db is written over", "Only a.db: the second write is refused" },
      answer = 2, reveal_after = "write",
      explain = "shop-b never heard of a.db. It took the first free place that it knew of, and that was where a.db lies.",
    },

    task {
      id = "write", points = 2, after = "share",
      text = "Let `shop-a` write `/mnt/sdf/a.db`, 3 MiB, and then `shop-b` write `/mnt/sdf/b.db`, 2 MiB. Then compare what each of them sees with what is on the disk: `yard fsck @shared`.",
      check = function(s)
        local v = shared(s)
        if writes(s) < 2 then
          if writes(s) == 1 then return waiting "One server has written. Now the other one." end
          return fail "Nobody has written a file yet."
        end
        if v.state == "deleted" or v.damaged or writes(s) > 2 then return pass "Both wrote, and neither was refused. Only one file is on the disk, and it lies on the other one's blocks." end
        if has(v, "a.db") and has(v, "b.db") then return fail "They took turns, so both files are there. That is wise! But try it once with both servers on the disk at the same time." end
        return fail "Both have to write on shared, which they see as /mnt/sdf, while both have it. Let each one write once more."
      end,
      on_pass = [[ A server reads the disk's table of files when it mounts the disk, and then keeps it **in memory**. So does every ordinary
        file system: ext4, XFS, NTFS. AWS only stores blocks, and does not know what is in them: it warned nobody. ]],
      hints = {
        "The menu of shared can let each server write a file on it: change the path and the size there. Then choose Check its files.",
        "yard write @shop-a /mnt/sdf/a.db 3MiB; yard write @shop-b /mnt/sdf/b.db 2MiB; yard fsck @shared",
      },
    },

    quiz {
      id = "lists", points = 1, shuffle = true,
      ask = "`yard ls @shop-a` still lists a.db, as if all were well. Why?",
      options = {
        { "shop-a shows the table that it has in memory", correct = true },
        { "a.db is whole for shop-a, and only shop-b cannot see it", says = "No: in yard fsck @shared, blocks of a.db hold b.db. They do so for everybody." },
        { "The disk keeps a copy for each server", says = "No: there is one disk with one copy of each block." },
      },
    },

    task {
      id = "turns", points = 3, after = "write",
      text = "Now get both files onto **one disk, whole**: `a.db` written by `shop-a`, and `b.db` by `shop-b`. The servers have to **take turns**. Any of the disks will do.",
      check = function(s)
        local v = with_both(s)
        if v and not v.damaged and #v.instances < 2 then return pass("Both files are on " .. v.name .. ", and every block holds what it should.") end
        if v and v.damaged then
          return fail("Both files are on " .. v.name .. ", but it is damaged: look at yard fsck. Take it from both servers. Then attach it to one, let it write its file, detach it, and give it to the other one.")
        end
        if v then return partial(0.5, "Both files are whole, but two servers still have the disk, and the next write does harm. Detach it from one of them.") end
        return fail "No disk has both files yet. As long as both servers have a disk, each one writes over the other's table: detach it from one first."
      end,
      on_pass = [[ A detachment first writes what is waiting in memory; an attachment reads the table anew. So the next server finds all as it was left.
        This is how a spare server takes over, and any volume can do it, also a gp3. ]],
      hints = {
        "Detach shared from both servers. Who gets it then reads what is really there. Write with one, detach, attach to the other, write.",
        "The servers write as before. Where a file has been damaged, writing it anew is enough.",
        "aws ec2 detach-volume --volume-id @shared --instance-id @shop-a; aws ec2 detach-volume --volume-id @shared --instance-id @shop-b; aws ec2 attach-volume --volume-id @shared --instance-id @shop-a --device /dev/sdf; yard write @shop-a /mnt/sdf/a.db 3MiB; aws ec2 detach-volume --volume-id @shared; aws ec2 attach-volume --volume-id @shared --instance-id @shop-b --device /dev/sdf; yard write @shop-b /mnt/sdf/b.db 2MiB; yard fsck @shared",
      },
    },

    quiz {
      id = "made-for", points = 1, shuffle = true,
      ask = "What is Multi-Attach made for?",
      options = {
        { "Software that agrees among its servers who writes where, such as a cluster database or a cluster file system", correct = true },
        { "A common folder for web servers", says = "No: an ordinary file system breaks, as you saw. For a common folder AWS has EFS, which is a file system for many servers." },
        { "A disk that servers in two zones have", says = "No: a volume lives in one zone, also with Multi-Attach." },
        { "One server that writes, and others that only read", says = "No: those that read keep their old table in memory, and read blocks that hold something else by now." },
      },
    },
  },

  solution = [[
    aws ec2 attach-volume --volume-id @data --instance-id @shop-b --device /dev/sdh   # refused, on purpose
    aws ec2 create-volume --size 10 --volume-type io2 --iops 100 --multi-attach-enabled --availability-zone us-east-1a --name shared
    aws ec2 attach-volume --volume-id @shared --instance-id @shop-a --device /dev/sdf
    aws ec2 attach-volume --volume-id @shared --instance-id @shop-b --device /dev/sdf
    yard write @shop-a /mnt/sdf/a.db 3MiB
    yard write @shop-b /mnt/sdf/b.db 2MiB
    yard fsck @shared
    yard answer lists 1
    aws ec2 detach-volume --volume-id @shared --instance-id @shop-a
    aws ec2 detach-volume --volume-id @shared --instance-id @shop-b
    aws ec2 attach-volume --volume-id @shared --instance-id @shop-a --device /dev/sdf
    yard write @shop-a /mnt/sdf/a.db 3MiB
    aws ec2 detach-volume --volume-id @shared
    aws ec2 attach-volume --volume-id @shared --instance-id @shop-b --device /dev/sdf
    yard write @shop-b /mnt/sdf/b.db 2MiB
    yard fsck @shared
    yard answer made-for 1
  ]],

  wrong = {
    { title = "Believes that gp3 can do it", must_fail = "share",
      run = [[ aws ec2 attach-volume --volume-id @data --instance-id @shop-b --device /dev/sdh
               aws ec2 create-volume --size 10 --volume-type gp3 --multi-attach-enabled --availability-zone us-east-1a --name shared ]] },
    { title = "Believes that every io2 volume can do it", must_fail = "share",
      run = [[ aws ec2 attach-volume --volume-id @data --instance-id @shop-b --device /dev/sdh
               aws ec2 create-volume --size 10 --volume-type io2 --iops 100 --availability-zone us-east-1a --name shared
               aws ec2 attach-volume --volume-id @shared --instance-id @shop-a --device /dev/sdf
               aws ec2 attach-volume --volume-id @shared --instance-id @shop-b --device /dev/sdf ]] },
    { title = "Waits before the second write, and trusts that the disk has told everybody", must_fail = "turns",
      run = [[ aws ec2 attach-volume --volume-id @data --instance-id @shop-b --device /dev/sdh
               aws ec2 create-volume --size 10 --volume-type io2 --iops 100 --multi-attach-enabled --availability-zone us-east-1a --name shared
               aws ec2 attach-volume --volume-id @shared --instance-id @shop-a --device /dev/sdf
               aws ec2 attach-volume --volume-id @shared --instance-id @shop-b --device /dev/sdf
               yard write @shop-a /mnt/sdf/a.db 3MiB
               yard run 1h
               yard write @shop-b /mnt/sdf/b.db 2MiB ]] },
    { title = "Writes once more without detaching", must_fail = "turns",
      run = [[ aws ec2 attach-volume --volume-id @data --instance-id @shop-b --device /dev/sdh
               aws ec2 create-volume --size 10 --volume-type io2 --iops 100 --multi-attach-enabled --availability-zone us-east-1a --name shared
               aws ec2 attach-volume --volume-id @shared --instance-id @shop-a --device /dev/sdf
               aws ec2 attach-volume --volume-id @shared --instance-id @shop-b --device /dev/sdf
               yard write @shop-a /mnt/sdf/a.db 3MiB
               yard write @shop-b /mnt/sdf/b.db 2MiB
               yard write @shop-a /mnt/sdf/a.db 3MiB ]] },
    { title = "Lets one server read along", must_fail = "made-for", run = [[ yard answer made-for 4 ]] },
  },
}
