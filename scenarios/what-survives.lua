-- Lesson 4. What a reboot, a stop and a termination leave of a server: three disks, memory, addresses, the first script.

-- The server, also once it is gone.
local function server(s)
  return s.find("instance", { name = "web" })
      or s.find("instance", { name = "web", state = "shutting-down" }) or s.find("instance", { name = "web", state = "terminated" })
end

-- Whether it was terminated. What was done with it before then still counts.
local function gone(s) return s.find("instance", { name = "web" }) == nil end

-- The EBS disk that holds a file, or nil.
local function disk_with(s, file)
  for _, v in ipairs(s.all "volume") do
    for _, name in ipairs(v.files) do if name == file then return v end end
  end
end

local function has(list, wanted)
  for _, name in ipairs(list) do if name == wanted then return true end end
  return false
end

return lesson {
  api     = 1,
  id      = "what-survives",
  version = 1,
  title   = "What survives: reboot, stop, terminate",
  minutes = 15,
  teaches = { "reboot-vs-stop", "instance-store", "delete-on-termination", "user-data" },
  needs   = { "cost-ebs-vs-instance-store" },
  seed    = 4,

  world = function(w)
    local web = w.instance { name = "web", type = "m5d.large", az = "us-east-1a", user_data = [[
#!/bin/sh
echo 'made by the first boot' > /home/welcome.txt
]] }
    w.volume { name = "data", gib = 10, volume = "gp3", attach = { web, "/dev/sdf" } }
    w.write { on = "web", path = "/home/notes.txt", size = "1MiB" }
    w.write { on = "web", path = "/mnt/sdf/orders.db", size = "1GiB" }
    w.write { on = "web", path = "/mnt/nvme1n1/scratch.tmp", size = "10GiB" }
    w.run(hours(1))            -- the lesson opens on a server with a past
  end,

  story = [[
    `web` has three disks, and a file on each. `notes.txt` lies on the **root disk**, an EBS volume: a disk in the
    network, made together with the server. `orders.db` lies on **data**, an EBS volume that was attached later.
    `scratch.tmp` lies on the **instance store**: a disk inside the computer that `web` happens to run on.
    Take `web` down in three ways, and look each time what is left. Type `yard ls @web`, or open web's details.
  ]],

  steps = {
    predict {
      id = "guess", points = 0,
      ask = "You will stop `web` and start it again. Which of the three files are there afterwards?",
      options = { "All three", "notes.txt and orders.db", "orders.db alone", "None" },
      answer = 2, reveal_after = "stop-start",
      explain = "EBS volumes wait for their server. The instance store is part of one computer, and a start may use another.",
    },

    task {
      id = "reboot", points = 2,
      text = "Let `web` write a file: choose **Write a 1 GiB file** in its menu. It becomes `data.db` on the root disk, but "
          .. "at first only in memory. **Reboot** `web` right away.",
      check = function(s)
        if not s.events { action = "RebootInstances", refused = false }[1] then
          if not s.events { action = "Write", refused = false }[1] then return fail "No new file has been written yet." end
          return fail "The file is written. Now reboot web."
        end
        if not s.events { action = "Write", refused = false }[1] then
          return fail "That reboot had nothing in memory to lose. Write a file, and reboot once more."
        end
        if not disk_with(s, "data.db") and not gone(s) then
          return waiting "data.db is not on the disk. If web is still restarting, let a minute pass; if its power was cut, the file is lost: write it again."
        end
        return pass "web was rebooted, and data.db has reached its disk."
      end,
      on_pass = [[ A reboot stays on the same computer, so every file on every disk is still there, scratch.tmp too,
        and both addresses stay. Memory is emptied, but an orderly shutdown first writes to the disk what was waiting there. A cut
        of power does not. ]],
      hints = {
        "Right-click web for its menu, or select it and look at the buttons beside it.",
        "Typed, the file is: yard write @web /data.db 1GiB",
        "yard write @web /data.db 1GiB; aws ec2 reboot-instances --instance-ids @web; sleep 60",
      },
    },

    task {
      id = "stop-start", points = 3, after = "reboot",
      text = "Note web's public and private address. Now **stop** `web`, wait until it is stopped, and **start** it again. Then look at its disks.",
      check = function(s)
        local web = server(s)
        if web.starts < 2 then
          if web.state == "stopping" then return waiting "web is shutting down. Let time pass." end
          if web.state == "stopped" then return waiting "web is stopped. Start it again." end
          if web.state == "running" then return fail "web has not been stopped yet. A reboot is not a stop: web never leaves its computer." end
          return fail "web was terminated. It cannot be started again: begin the lesson again, and stop it instead."
        end
        if gone(s) then return pass "web was stopped and started before it was terminated." end
        if web.state == "pending" then return waiting "web is starting. Let time pass." end
        return all_of {
          equal(disk_with(s, "home/notes.txt") ~= nil, true, "notes.txt waited on the root volume"),
          equal(disk_with(s, "data.db") ~= nil, true, "…and data.db, which memory had held"),
          equal(disk_with(s, "orders.db") ~= nil, true, "orders.db waited on the volume data"),
          equal(has(web.files, "/mnt/nvme1n1/scratch.tmp"), false, "scratch.tmp is erased, and its disk is empty"),
        }
      end,
      on_pass = [[ A stop gives the computer back: what lay in it is erased, on purpose, so that the next customer finds nothing.
        Keep on instance store only what you can make again. ]],
      hints = {
        "The two buttons are Stop and Start, and a stop takes a while. `yard ls @web` lists the disks.",
        "aws ec2 stop-instances --instance-ids @web; aws ec2 wait instance-stopped --instance-ids @web; aws ec2 start-instances --instance-ids @web; aws ec2 wait instance-running --instance-ids @web",
      },
    },

    quiz {
      id = "address", points = 1, shuffle = true,
      ask = "Compare the addresses of `web` with those before the stop. What is new?",
      options = {
        { "The public address", correct = true },
        { "Both addresses", says = "No: the private one belongs to web's network interface, which stayed." },
        { "Neither", says = "Look again: the public address went back to AWS when web stopped. An Elastic IP would have stayed." },
      },
    },

    quiz {
      id = "script", points = 1, shuffle = true,
      ask = "`web` was launched with a script, its user data, which wrote `welcome.txt`. It has booted three times now. How often did the script run?",
      options = {
        { "Once", correct = true },
        { "Twice: not at the reboot", says = "No: look at `yard boot @web`. The latest boot has no part called user data." },
        { "Three times", says = "No: compare when welcome.txt was written, in `yard ls @web`, with the latest boot." },
      },
    },

    task {
      id = "terminate", points = 3, after = "stop-start",
      text = "`web` has had its day. **Terminate** it, but keep both of its EBS disks. First look at the flag **DeleteOnTermination** of each disk, in web's details.",
      check = function(s)
        local web, notes, orders = server(s), disk_with(s, "home/notes.txt"), disk_with(s, "orders.db")
        if web.state ~= "terminated" then
          if web.state == "shutting-down" then return waiting "web is going. Let time pass." end
          if notes and notes.delete_on_termination == false then return waiting "The root disk would stay now. Terminate web." end
          return fail "web is still there, and the flag of its root disk says: delete it together with web."
        end
        if not orders then return fail "The volume data is gone, and orders.db with it. Begin the lesson again, and do not delete it." end
        if not notes then return partial(0.5, "orders.db is there, but notes.txt went with the root disk. Begin the lesson again, and turn the root's flag off first.") end
        return pass "web is gone; notes.txt and orders.db are there, each on its volume."
      end,
      on_pass = [[ A root disk goes with its server unless you say otherwise; a volume attached later stays unless you say otherwise.
        Both that stayed go on costing money until you delete them. ]],
      hints = {
        "Choose Terminate: before it does anything it says which disks would go, and offers to keep the root.",
        "The flag can be changed while web runs: aws ec2 modify-instance-attribute help",
        "aws ec2 modify-instance-attribute --instance-id @web --block-device-mappings 'DeviceName=/dev/xvda,Ebs={DeleteOnTermination=false}'; aws ec2 terminate-instances --instance-ids @web; aws ec2 wait instance-terminated --instance-ids @web",
      },
    },
  },

  solution = [[
    yard write @web /data.db 1GiB
    aws ec2 reboot-instances --instance-ids @web
    sleep 120
    aws ec2 stop-instances --instance-ids @web
    aws ec2 wait instance-stopped --instance-ids @web
    aws ec2 start-instances --instance-ids @web
    aws ec2 wait instance-running --instance-ids @web
    sleep 60
    yard ls @web
    yard answer address 1
    yard answer script 1
    aws ec2 modify-instance-attribute --instance-id @web --block-device-mappings DeviceName=/dev/xvda,Ebs={DeleteOnTermination=false}
    aws ec2 terminate-instances --instance-ids @web
    aws ec2 wait instance-terminated --instance-ids @web
  ]],

  wrong = {
    { title = "Cuts the power before the file is on the disk", must_fail = "reboot",
      run = [[ yard write @web /data.db 1GiB
               aws ec2 stop-instances --instance-ids @web --skip-os-shutdown
               aws ec2 wait instance-stopped --instance-ids @web
               aws ec2 start-instances --instance-ids @web
               aws ec2 wait instance-running --instance-ids @web
               sleep 60
               aws ec2 reboot-instances --instance-ids @web
               sleep 120 ]] },
    { title = "Takes a reboot for a stop and a start", must_fail = "stop-start",
      run = [[ yard write @web /data.db 1GiB
               aws ec2 reboot-instances --instance-ids @web
               sleep 120
               aws ec2 reboot-instances --instance-ids @web
               sleep 120 ]] },
    { title = "Believes that the script runs at every boot", must_fail = "script",
      run = [[ yard answer script 3 ]] },
    { title = "Trusts that every EBS disk outlives its server", must_fail = "terminate",
      run = [[ yard write @web /data.db 1GiB
               aws ec2 reboot-instances --instance-ids @web
               sleep 120
               aws ec2 stop-instances --instance-ids @web
               aws ec2 wait instance-stopped --instance-ids @web
               aws ec2 start-instances --instance-ids @web
               aws ec2 wait instance-running --instance-ids @web
               aws ec2 terminate-instances --instance-ids @web
               aws ec2 wait instance-terminated --instance-ids @web ]] },
  },
}
