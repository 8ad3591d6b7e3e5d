package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"blockyard/scenarios"
	"blockyard/web/site"
)

// playCommand serves the page.
type playCommand struct {
	Lesson string `arg:"" optional:"" help:"Id of the lesson that the printed address opens; without one, the sandbox."`
	Dir    string `default:"dist" type:"path" help:"Folder of the page; make site builds it."`
	LAN    bool   `name:"lan" help:"Let the machines of the local network in, too."`
	Port   uint16 `default:"8080" help:"Port to listen on; 0 takes one that is free."`
}

// patience is how long a browser may take to ask, and to fetch the last file when the server stops.
const patience = 10 * time.Second

// Run serves the page until Ctrl+C.
func (a *playCommand) Run(c *console) error {
	if _, known := scenarios.Source(a.Lesson); a.Lesson != "" && !known {
		return fmt.Errorf("there is no lesson %q; the lessons in the page: %s", a.Lesson, strings.Join(scenarios.Names, ", "))
	}
	if _, err := os.Stat(filepath.Join(a.Dir, "index.html")); err != nil {
		return fmt.Errorf("there is no page in %s: make site builds one in dist, or name its folder with --dir", a.Dir)
	}
	listener, err := net.Listen("tcp", net.JoinHostPort(a.host(), strconv.Itoa(int(a.Port))))
	if err != nil {
		return fmt.Errorf("cannot listen on port %d: %w; --port 0 takes one that is free", a.Port, err)
	}
	for _, address := range addresses(listener.Addr(), a.LAN) {
		c.print(address + fragment(a.Lesson) + "\n")
	}
	c.print("Ctrl+C ends.\n")
	stopped, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	return serve(stopped, listener, site.Serve(os.DirFS(a.Dir)))
}

// host returns where to listen: on this machine alone, unless told otherwise.
func (a *playCommand) host() string {
	if a.LAN {
		return ""
	}
	return "127.0.0.1"
}

// fragment returns the end of an address that opens a lesson.
func fragment(lesson string) string {
	if lesson == "" {
		return ""
	}
	return "#l=" + lesson
}

// addresses returns the addresses of a server: that on this machine, and with
// lan those that other machines can use.
func addresses(at net.Addr, lan bool) []string {
	_, port, err := net.SplitHostPort(at.String())
	if err != nil {
		panic(fmt.Sprintf("play: %q is no address to listen on", at)) // net has just made it
	}
	all := []string{"http://localhost:" + port + "/"}
	if !lan {
		return all
	}
	own, err := net.InterfaceAddrs()
	if err != nil {
		return all // they are only printed
	}
	for _, address := range own {
		if ip, ok := address.(*net.IPNet); ok && ip.IP.IsGlobalUnicast() {
			all = append(all, "http://"+net.JoinHostPort(ip.IP.String(), port)+"/")
		}
	}
	slices.Sort(all[1:])
	return all
}

// serve answers until the context ends, and then lets what is under way finish.
func serve(until context.Context, listener net.Listener, handler http.Handler) error {
	server := &http.Server{Handler: handler, ReadHeaderTimeout: patience}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-until.Done():
	}
	last, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := server.Shutdown(last); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return nil
}
