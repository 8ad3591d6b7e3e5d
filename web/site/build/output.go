package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/andybalholm/brotli"

	"blockyard/web/site"
)

// A file is a file of the page with its sizes in bytes, plain and compressed.
type file struct {
	Name               string
	Size, Gzip, Brotli int64
}

// An output is the folder of the page while it is written.
type output struct {
	folder  string
	quality int // of brotli, 0 to 11; gzip gets its best from 9 on
	files   []file
}

func newOutput(folder string, quality int) (*output, error) {
	return &output{folder: folder, quality: quality}, os.MkdirAll(folder, 0o755)
}

// writeHashed writes a file under a name that tells its content: "main.js"
// becomes "main-0123456789ab.js".
func (o *output) writeHashed(name string, content []byte) (file, error) {
	sum := sha256.Sum256(content)
	ending := path.Ext(name)
	return o.write(strings.TrimSuffix(name, ending)+"-"+hex.EncodeToString(sum[:6])+ending, content)
}

// write writes a file and, beside it, the same compressed with gzip and brotli.
func (o *output) write(name string, content []byte) (file, error) {
	f := file{Name: name, Size: int64(len(content))}
	target := filepath.Join(o.folder, name)
	if err := os.WriteFile(target, content, 0o644); err != nil { //nolint:gosec // everybody may read the page
		return f, err
	}
	var err error
	if f.Gzip, err = o.writeOnce(target+".gz", name, func() ([]byte, error) { return zipped(content, o.quality) }); err != nil {
		return f, err
	}
	f.Brotli, err = o.writeOnce(target+".br", name, func() ([]byte, error) { return squeezed(content, o.quality) })
	o.files = append(o.files, f)
	return f, err
}

// writeOnce writes what make returns and tells its size. A file that is named
// after its content and is there already stays: compressing takes long.
func (o *output) writeOnce(target, name string, compress func() ([]byte, error)) (int64, error) {
	if info, err := os.Stat(target); err == nil && site.Hashed(name) && info.Size() > 0 {
		return info.Size(), nil
	}
	content, err := compress()
	if err != nil {
		return 0, err
	}
	// A build that is stopped half-way must not leave half a file that the next one keeps.
	if err := os.WriteFile(target+".part", content, 0o644); err != nil { //nolint:gosec // everybody may read the page
		return 0, err
	}
	return int64(len(content)), os.Rename(target+".part", target)
}

// zipped returns content compressed with gzip.
func zipped(content []byte, quality int) ([]byte, error) {
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, min(max(quality, gzip.BestSpeed), gzip.BestCompression))
	if err != nil {
		return nil, err
	}
	_, err = w.Write(content)
	if err == nil {
		err = w.Close()
	}
	return b.Bytes(), err
}

// squeezed returns content compressed with brotli, in the largest window that every browser takes.
func squeezed(content []byte, quality int) ([]byte, error) {
	var b bytes.Buffer
	w := brotli.NewWriterOptions(&b, brotli.WriterOptions{Quality: quality, LGWin: 24})
	_, err := w.Write(content)
	if err == nil {
		err = w.Close()
	}
	return b.Bytes(), err
}

// sweep removes what an earlier build left: files named after content that is no more.
func (o *output) sweep() error {
	entries, err := os.ReadDir(o.folder)
	if err != nil {
		return err
	}
	current := map[string]bool{}
	for _, f := range o.files {
		current[f.Name] = true
	}
	for _, e := range entries {
		plain := strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(e.Name(), ".part"), ".gz"), ".br")
		if site.Hashed(plain) && !current[plain] {
			if err := os.Remove(filepath.Join(o.folder, e.Name())); err != nil {
				return fmt.Errorf("cannot remove what an earlier build left: %w", err)
			}
		}
	}
	return nil
}
