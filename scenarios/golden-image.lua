-- The same server made twice: by a script at its first boot, and from an image in which everything is installed already.
return lesson {
  api     = 1,
  id      = "golden-image",
  version = 1,
  title   = "Bake it or script it: a server that is ready sooner",
  minutes = 15,
  author  = "The authors of Blockyard",
  licence = "CC-BY-4.0",
  teaches = { "golden-image", "user-data", "boot-in-parts" },
  needs   = { "ami-two-volumes" },
  seed    = 5,
  timing  = "typical",         -- so that 2 minutes 50 are exactly that
  prices  = book { month = "30d", compute = { ["demo.small"] = "0.10/h" },
                   volume = { standard = "0.05/GB-month", gp2 = "0.10/GB-month" }, snapshot = "0.05/GB-month" },

  -- The lesson opens at the instant at which web-1 is launched: the wait is what there is to see.
  world = function(w)
    w.instance { name = "web-1", type = "demo.small", az = "us-east-1a", image = "demo-ebs", booting = true,
                 root = { kind = "ebs", gib = 8, volume = "standard" },
                 user_data = [[
#!/bin/bash
yum update -y
yum install -y httpd php nodejs mariadb-server
systemctl enable --now httpd
echo "<h1>The shop</h1>" > /var/www/html/index.html
]] }
  end,

  story = [[
    You have just launched `web-1` from a bare image. **User data** is a text that you hand over at a launch; as a script it
    runs once, at the first boot. The one of `web-1` installs a web server and a database, and starts the web server.
    Every new server would go through all that again. Is there a way to do it **once**?
  ]],

  steps = {
    predict {
      id = "guess-script", points = 0,
      ask = "How long from the launch until `web-1` serves its page?",
      options = { "About 15 seconds: as soon as it is running", "About 40 seconds: as long as it takes to boot", "Almost 3 minutes" },
      answer = 3, reveal_after = "watch",
      explain = "2 minutes 50 seconds: running after 15, booted after 40, and then 2 minutes 10 for the script.",
    },

    task {
      id = "watch", points = 1,
      text = "Let time pass until `web-1` serves its page. **Running** is not the same as **ready**.",
      check = function(s)
        local web, image = s.find("instance", { name = "web-1" }), s.find("ami", { name = "golden" })
        if web and web.services[1] == "web" then
          return pass "web-1 serves its page. A boot has parts; the script was by far the longest."
        end
        if image and image.brings[1] == "web" then return pass "web-1 was ready when golden was made of it." end
        if not web then return fail "web-1 is gone. Begin the lesson again." end
        if #s.events { action = "CreateImage" } + #s.events { action = "RebootInstances" } + #s.events { action = "StopInstances" } > 0 then
          return waiting "web-1 was rebooted while its script was at work. A script that is cut short does not run again: if yard boot @web-1 shows no user data, begin the lesson again."
        end
        if web.state == "running" then
          return waiting "web-1 is running, but its script is still at work. Look at the parts: yard boot @web-1"
        end
        return waiting "web-1 does not serve its page yet. Let time pass."
      end,
      on_pass = [[ Running came after 15 seconds, the page minutes later. `yard boot @web-1` lists the parts, and
        `yard services @web-1` says what it serves. ]],
      hints = {
        "Let time run at 1 min/s, or type: yard run 1m",
        "What has it spent its time on? yard boot @web-1",
        "yard run 3m",
      },
    },

    task {
      id = "bake", points = 3, after = "watch",
      text = "Bake it: create an image named `golden` from `web-1`, and wait until it is available.",
      check = function(s)
        local image = s.find("ami", { name = "golden" })
        if not image then return fail "There is no image called golden yet." end
        if image.brings[1] ~= "web" then
          return fail "golden starts no web server: it was not made of a server on which the script had finished. Deregister it and make it of web-1."
        end
        if image.state ~= "available" then
          return waiting "golden is still pending: its snapshot is being stored. Let time pass."
        end
        return pass "What the script installed is in golden now, once and for all."
      end,
      on_pass = [[ To **bake** is to set up one server and keep its disk as an image; people call it a golden image. It holds
        no disk itself: it points at a snapshot, which is billed for what it stores, about 12 cents a month here. ]],
      hints = {
        "Select web-1, then Create image. Its name is golden.",
        "Pending? Images wait for their snapshots: yard run 5m",
        "aws ec2 create-image --instance-id @web-1 --name golden; aws ec2 wait image-available --image-ids @golden",
      },
    },

    predict {
      id = "guess-baked", points = 0,
      ask = "You launch `web-2` from `golden`, with no script. How long until it serves the same page?",
      options = { "Almost 3 minutes, like web-1", "About 40 seconds", "No time at all: everything is there" },
      answer = 2, reveal_after = "fast",
      explain = "40 seconds: the parts of web-1's boot without the script. Nothing has to be installed, but a server still has to boot.",
    },

    task {
      id = "fast", points = 3, after = "bake",
      text = "Launch `web-2` from `golden`, with no user data, and let it become ready.",
      check = function(s)
        local web, image = s.find("instance", { name = "web-2" }), s.find("ami", { name = "golden" })
        if not web then return fail "There is no instance called web-2 yet." end
        if not image or web.image ~= image.id then
          return fail "web-2 was launched from another image, which has no web server in it. Terminate it and launch golden."
        end
        if web.user_data then
          return fail "web-2 was given a script, which it does not need. Terminate it and leave the user data empty."
        end
        if web.services[1] ~= "web" then return waiting "web-2 is not ready yet. Let time pass." end
        return pass "The same page, without a script."
      end,
      on_pass = [[ Compare `yard boot @web-2` with what you saw for `web-1`. With ten servers to launch on a busy morning,
        the difference is whether they come in time. ]],
      hints = {
        "Select golden, then Launch with choices. The name is web-2.",
        "It takes less than a minute: yard run 1m",
        "aws ec2 run-instances --image-id @golden --instance-type demo.small --name web-2; yard run 1m",
      },
    },

    task {
      id = "differ", points = 3, after = "fast",
      text = "`golden` holds a database, too, which nobody starts. Launch `db` from it with a short script as user data, so that it serves **the database and no web page**.",
      check = function(s)
        local db, image = s.find("instance", { name = "db" }), s.find("ami", { name = "golden" })
        if not db then return fail "There is no instance called db yet." end
        if not image or db.image ~= image.id then
          return fail "db was launched from another image. Terminate it and launch golden."
        end
        if not db.user_data then
          return fail "db has no user data, so it is one more web server. Terminate it and launch it again with a script."
        end
        if db.user_data:sub(1, 2) ~= "#!" then
          return fail "The user data of db is no script: a script begins with #!/bin/sh. Terminate db and launch it again."
        end
        local web, database = false, false
        for _, name in ipairs(db.services) do
          web, database = web or name == "web", database or name == "database"
        end
        if database and web then
          return partial(0.5, "db serves the database, and the web page as well. Let its script disable httpd: systemctl disable --now httpd")
        end
        if not database then
          return waiting "db serves no database yet. Let time pass; if that does not help, read what its script did: aws ec2 get-console-output --instance-id @db --output text"
        end
        return pass "Two servers from one image: web-2 serves pages, db is a database."
      end,
      on_pass = [[ The image holds what all servers share, and takes no time. User data holds what differs, and is short. Most
        people use both. ]],
      hints = {
        "A script begins with the line #!/bin/sh. The command systemctl enable --now NAME starts a service and lets every boot start it; disable --now is the opposite. The services are httpd and mariadb.",
        "Select golden, then Launch with choices. User data has three lines: #!/bin/sh, systemctl disable --now httpd, systemctl enable --now mariadb",
        [[aws ec2 run-instances --image-id @golden --instance-type demo.small --name db --user-data $'#!/bin/sh\nsystemctl disable --now httpd\nsystemctl enable --now mariadb'; yard run 1m]],
      },
    },

    quiz {
      id = "again", points = 1, shuffle = true,
      ask = "You reboot `db`. What becomes of its script?",
      options = {
        { "It does not run again; the database starts because the script enabled it", correct = true },
        { "It runs again, as at every boot", says = "No: user data runs once, at the first boot. Reboot db and read yard boot @db." },
        { "It does not run again, so db is a web server after that", says = "No: what a script has changed is on the disk, and stays." },
      },
    },

    quiz {
      id = "old", points = 1, shuffle = true,
      ask = "A month later the web server needs a security update. What do servers have that are launched from `golden`?",
      options = {
        { "The old web server, until you bake a new image", correct = true },
        { "The new one: AWS keeps images up to date", says = "No: your image is what you stored, to the last block." },
        { "The new one: web-1 was updated, and golden was made of it", says = "No: golden was made once. What happens to web-1 later is not in it." },
      },
    },
  },

  solution = [[
    yard run 3m
    aws ec2 create-image --instance-id @web-1 --name golden
    aws ec2 wait image-available --image-ids @golden
    aws ec2 run-instances --image-id @golden --instance-type demo.small --name web-2
    yard run 1m
    aws ec2 run-instances --image-id @golden --instance-type demo.small --name db --user-data $'#!/bin/sh\nsystemctl disable --now httpd\nsystemctl enable --now mariadb'
    yard run 1m
    yard answer again 1
    yard answer old 1
  ]],

  wrong = {
    { title = "Takes running for ready", must_fail = "watch",
      run = [[ aws ec2 wait instance-running --instance-ids @web-1 ]] },
    { title = "Bakes before the script is done", must_fail = "bake",
      run = [[ aws ec2 wait instance-running --instance-ids @web-1
               aws ec2 create-image --instance-id @web-1 --name golden
               aws ec2 wait image-available --image-ids @golden
               yard run 10m ]] },
    { title = "Believes that the bare image has learnt from web-1", must_fail = "fast",
      run = [[ yard run 3m
               aws ec2 create-image --instance-id @web-1 --name golden
               aws ec2 wait image-available --image-ids @golden
               aws ec2 run-instances --image-id @demo-ebs --instance-type demo.small --name web-2
               yard run 10m ]] },
    { title = "Believes that the name makes it a database", must_fail = "differ",
      run = [[ yard run 3m
               aws ec2 create-image --instance-id @web-1 --name golden
               aws ec2 wait image-available --image-ids @golden
               aws ec2 run-instances --image-id @golden --instance-type demo.small --name web-2
               yard run 1m
               aws ec2 run-instances --image-id @golden --instance-type demo.small --name db
               yard run 10m ]] },
    { title = "Leaves the web server on beside the database", must_fail = "differ",
      run = [[ yard run 3m
               aws ec2 create-image --instance-id @web-1 --name golden
               aws ec2 wait image-available --image-ids @golden
               aws ec2 run-instances --image-id @golden --instance-type demo.small --name web-2
               yard run 1m
               aws ec2 run-instances --image-id @golden --instance-type demo.small --name db --user-data $'#!/bin/sh\nsystemctl enable --now mariadb'
               yard run 10m ]] },
    { title = "Believes that user data runs at every boot", must_fail = "again", run = [[ yard answer again 2 ]] },
  },
}
