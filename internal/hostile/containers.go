package hostile

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"strings"

	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"
)

// packed is s as a compressor writes it.
func packed(s string, compressor func(io.Writer) (io.WriteCloser, error)) string {
	var b bytes.Buffer
	w, err := compressor(&b)
	if err != nil {
		panic(err)
	}
	if _, err := w.Write([]byte(s)); err != nil {
		panic(err)
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return b.String()
}

func gzipped(s string) string {
	return packed(s, func(b io.Writer) (io.WriteCloser, error) { return gzip.NewWriterLevel(b, gzip.BestSpeed) })
}

func zstded(s string) string {
	w, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1))
	if err != nil {
		panic(err)
	}
	return string(w.EncodeAll([]byte(s), nil))
}

func tarred(headers ...tar.Header) string {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, h := range headers {
		data := ""
		if h.Typeflag == tar.TypeReg {
			data, h.Linkname = h.Linkname, ""
			h.Size = int64(len(data))
		}
		h.Mode = 0o644
		if err := w.WriteHeader(&h); err != nil {
			panic(err)
		}
		if _, err := w.Write([]byte(data)); err != nil {
			panic(err)
		}
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return b.String()
}

// zipRaw makes a zip file with one member whose header is changed before it is written.
func zipRaw(name, data string, change func(*zip.FileHeader)) string {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	h := &zip.FileHeader{Name: name, Method: zip.Store, CRC32: crc32.ChecksumIEEE([]byte(data)), CompressedSize64: uint64(len(data)), UncompressedSize64: uint64(len(data))}
	change(h)
	w, err := z.CreateRaw(h)
	if err != nil {
		panic(err)
	}
	if _, err := w.Write([]byte(data)); err != nil {
		panic(err)
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.String()
}

// sevenZipped makes a 7z file with one stored member.
func sevenZipped(name, data string) string {
	var h bytes.Buffer
	num := func(n int) { // numbers of up to 14 bits
		if n < 0x80 {
			h.WriteByte(byte(n))
		} else {
			h.WriteByte(0x80 | byte(n>>8))
			h.WriteByte(byte(n))
		}
	}
	h.Write([]byte{1, 4, 6}) // header, main streams, pack info
	num(0)
	num(1)
	h.WriteByte(9) // sizes
	num(len(data))
	h.WriteByte(0)
	h.Write([]byte{7, 11, 1, 0, 1, 1, 0, 12}) // one folder, one coder: copy
	num(len(data))
	h.Write([]byte{0, 0}) // end of unpack info, end of main streams
	u := utf16(name) + "\x00\x00"
	h.Write([]byte{5, 1, 0x11}) // one file, names
	num(len(u) + 1)
	h.WriteByte(0)
	h.WriteString(u)
	h.Write([]byte{0, 0})
	next := make([]byte, 20)
	binary.LittleEndian.PutUint64(next, uint64(len(data)))
	binary.LittleEndian.PutUint64(next[8:], uint64(h.Len()))
	binary.LittleEndian.PutUint32(next[16:], crc32.ChecksumIEEE(h.Bytes()))
	var b bytes.Buffer
	b.WriteString("7z\xbc\xaf\x27\x1c\x00\x04")
	if err := binary.Write(&b, binary.LittleEndian, crc32.ChecksumIEEE(next)); err != nil {
		panic(err)
	}
	b.Write(next)
	b.WriteString(data)
	b.Write(h.Bytes())
	return b.String()
}

// rarred makes a RAR file of stored members.
func rarred(pairs ...string) string {
	var b bytes.Buffer
	b.WriteString("Rar!\x1a\x07\x01\x00")
	num := func(b []byte, n uint64) []byte { return binary.AppendUvarint(b, n) }
	header := func(body []byte, data string) {
		h := append(num(nil, uint64(len(body))), body...)
		b.Write(binary.LittleEndian.AppendUint32(nil, crc32.ChecksumIEEE(h)))
		b.Write(h)
		b.WriteString(data)
	}
	header([]byte{1, 0, 0}, "") // main header without flags
	for i := 0; i < len(pairs); i += 2 {
		name, data := pairs[i], pairs[i+1]
		h := num([]byte{2, 2}, uint64(len(data))) // file header with a data area
		h = num(append(h, 4), uint64(len(data)))  // it has a checksum
		h = num(h, 0o100644)
		h = binary.LittleEndian.AppendUint32(h, crc32.ChecksumIEEE([]byte(data)))
		h = append(h, 0, 1) // stored, made on Unix
		h = append(num(h, uint64(len(name))), name...)
		header(h, data)
	}
	header([]byte{5, 0, 0}, "")
	return b.String()
}

func xzed(s string) string {
	return packed(s, func(b io.Writer) (io.WriteCloser, error) { return xz.NewWriter(b) })
}

// greedy makes an XZ file ask for the largest window there is.
func greedy(file string) string {
	b := []byte(file)
	h := b[12 : 12+4*(int(b[12])+1)] // the header of the first block
	h[bytes.Index(h, []byte("\x21\x01"))+2] = 40
	binary.LittleEndian.PutUint32(h[len(h)-4:], crc32.ChecksumIEEE(h[:len(h)-4]))
	return string(b)
}

// containerCases are archives that are broken, that expand without end or that nest.
func containerCases() []Case {
	c := func(name, file, body string, want ...string) Case {
		return Case{Name: name, Files: map[string][]byte{file: []byte(body)}, Want: want}
	}
	zeros := strings.Repeat("\x00", 60<<20)
	spaces := strings.Repeat(" ", 40<<20)
	good := zipped("a.txt", Prose, "b.txt", Prose)
	nested := zipped("a.txt", Prose)
	for range 6 {
		nested = zipped("n.zip", nested)
	}
	gz := Prose
	for range 6 {
		gz = gzipped(gz)
	}
	reg := func(name, data string) tar.Header {
		return tar.Header{Name: name, Typeflag: tar.TypeReg, Linkname: data}
	}
	tarball := tarred(reg("a.txt", Prose), reg("b.txt", Prose))
	warc := fmt.Sprintf("WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", len(Prose), Prose)
	return []Case{
		c("zip", "a.zip", good, "a.zip!a.txt extracted", "a.zip!b.txt extracted"),
		c("empty zip", "a.zip", zipped()),
		c("zip of folders", "a.zip", zipped("d/", "", "d/e/", "")),
		c("cut zip", "a.zip", good[:len(good)/2], "a.zip quarantined broken_container"),
		c("zip without its end", "a.zip", good[:len(good)-10], "a.zip quarantined broken_container"),
		c("zip of its mark", "a.zip", "PK\x03\x04", "a.zip quarantined broken_container"),
		c("zip behind junk", "a.bin", "junk"+good, "a.bin *"),
		c("twin names in zip", "a.zip", zipped("a.txt", Prose, "a.txt", "乙"), "a.zip!a.txt extracted", "a.zip!a.txt *"),
		c("damaged member", "a.zip", zipRaw("a.txt", Prose, func(h *zip.FileHeader) { h.CRC32++ }), "a.zip!a.txt quarantined broken_container"),
		c("encrypted member", "a.zip", zipRaw("a.txt", Prose, func(h *zip.FileHeader) { h.Flags |= 1 }), "a.zip!a.txt quarantined encrypted"),
		c("unknown compression", "a.zip", zipRaw("a.txt", Prose, func(h *zip.FileHeader) { h.Method = 99 }), "a.zip!a.txt quarantined unsupported_format"),
		c("a member that lies about its size", "a.zip", zipRaw("a.txt", Prose, func(h *zip.FileHeader) { h.UncompressedSize64 = 1 << 40 }), "a.zip!a.txt quarantined too_large"),
		c("a member that says it is small", "a.zip", zipRaw("a.txt", Prose, func(h *zip.FileHeader) { h.UncompressedSize64 = 3 }), "a.zip!a.txt *"),
		c("bomb", "a.zip", zipped("a.txt", zeros, "b.txt", Prose), "a.zip!a.txt quarantined expansion_ratio"),
		c("bomb of many", "a.zip", zipped("a.txt", spaces, "b.txt", spaces, "c.txt", spaces), "a.zip!a.txt *"),
		c("bomb in a bomb", "a.zip", zipped("b.zip", zipped("a.txt", zeros)), "a.zip!b.zip!a.txt quarantined expansion_ratio"),
		c("zips in zips", "a.zip", nested, "a.zip!n.zip!n.zip!n.zip!n.zip quarantined too_deep"),
		c("gz in gz", "a.gz", gz, "a.gz!a!a!a!a quarantined too_deep"),
		c("gz", "a.txt.gz", gzipped(Prose), "a.txt.gz!a.txt extracted"),
		c("cut gz", "a.txt.gz", gzipped(Prose)[:20], "a.txt.gz!a.txt quarantined broken_container"),
		c("gz of its mark", "a.gz", "\x1f\x8b", "a.gz quarantined broken_container"),
		c("two gz in one", "a.txt.gz", gzipped(Prose)+gzipped(Prose), "a.txt.gz!a.txt extracted"),
		c("gz with junk behind", "a.txt.gz", gzipped(Prose)+"junk", "a.txt.gz!a.txt quarantined broken_container"),
		c("gz bomb", "a.gz", gzipped(zeros), "a.gz!a quarantined expansion_ratio"),
		c("zst", "a.txt.zst", zstded(Prose), "a.txt.zst!a.txt extracted"),
		c("cut zst", "a.txt.zst", zstded(Prose)[:20], "a.txt.zst!a.txt quarantined broken_container"),
		c("zst bomb", "a.zst", zstded(zeros), "a.zst!a quarantined expansion_ratio"),
		c("zst with a huge window", "a.zst", "\x28\xb5\x2f\xfd\x00\xff\x01\x00\x00", "a.zst!a *"),
		c("bz2 of its mark", "a.bz2", "BZh91AY&SYxxxx", "a.bz2!a quarantined broken_container"),
		c("tar", "a.tar", tarball, "a.tar!a.txt extracted", "a.tar!b.txt extracted"),
		c("tar.gz", "a.tgz", gzipped(tarball), "a.tgz!a.txt extracted", "a.tgz!b.txt extracted"),
		c("cut tar", "a.tar", tarball[:1200], "a.tar!a.txt extracted", "a.tar quarantined broken_container"),
		c("tar without its end", "a.tar", tarball[:1024], "a.tar!a.txt extracted"),
		c("empty tar", "a.tar", tarred()+strings.Repeat("\x00", 512), "a.tar *"),
		c("tar of links", "a.tar", tarred(tar.Header{Name: "l", Typeflag: tar.TypeSymlink, Linkname: "/etc/passwd"}, tar.Header{Name: "h", Typeflag: tar.TypeLink, Linkname: "../x"}),
			"a.tar!l quarantined link_not_followed", "a.tar!h quarantined link_not_followed"),
		c("tar of devices", "a.tar", tarred(tar.Header{Name: "c", Typeflag: tar.TypeChar}, tar.Header{Name: "b", Typeflag: tar.TypeBlock}, tar.Header{Name: "f", Typeflag: tar.TypeFifo}),
			"a.tar!c quarantined special_file", "a.tar!b quarantined special_file", "a.tar!f quarantined special_file"),
		c("tar with a broken header", "a.tar", tarball[:512+512]+strings.Repeat("x", 1024), "a.tar!a.txt extracted", "a.tar quarantined broken_container"),
		c("7z", "a.7z", sevenZipped("a.txt", Prose), "a.7z!a.txt extracted"),
		c("7z that leaves", "a.7z", sevenZipped("../a.txt", Prose), "a.7z!../a.txt quarantined unsafe_path"),
		c("cut 7z", "a.7z", sevenZipped("a.txt", Prose)[:40], "a.7z quarantined broken_container"),
		c("7z of its mark", "a.7z", "7z\xbc\xaf\x27\x1c", "a.7z quarantined broken_container"),
		c("rar", "a.rar", rarred("a.txt", Prose, "b/c.txt", Prose), "a.rar!a.txt extracted", "a.rar!b/c.txt extracted"),
		c("rar that leaves", "a.rar", rarred("../a.txt", Prose), "a.rar!../a.txt quarantined unsafe_path"),
		c("cut rar", "a.rar", rarred("a.txt", Prose)[:120], "a.rar!a.txt quarantined broken_container"),
		c("rar of its mark", "a.rar", "Rar!\x1a\x07\x01\x00xxxx", "a.rar quarantined broken_container"),
		c("rar with a damaged member", "a.rar", strings.Replace(rarred("a.txt", Prose), "8600", "8700", 1), "a.rar!a.txt quarantined broken_container"),
		c("rar in a zip", "a.zip", zipped("b.rar", rarred("a.txt", Prose)), "a.zip!b.rar!a.txt extracted"),
		c("bomb in a rar", "a.rar", rarred("b.gz", gzipped(zeros), "c.txt", Prose), "a.rar!b.gz!b quarantined expansion_ratio"),
		c("xz", "a.txt.xz", xzed(Prose), "a.txt.xz!a.txt extracted"),
		c("tar.xz", "a.tar.xz", xzed(tarball), "a.tar.xz!a.txt extracted", "a.tar.xz!b.txt extracted"),
		c("xz in a zip", "a.zip", zipped("b.txt.xz", xzed(Prose)), "a.zip!b.txt.xz!b.txt extracted"),
		c("xz bomb", "a.xz", xzed(zeros), "a.xz!a quarantined expansion_ratio"),
		c("cut xz", "a.txt.xz", xzed(Prose)[:60], "a.txt.xz!a.txt quarantined broken_container"),
		c("xz of its mark", "a.xz", "\xfd7zXZ\x00xxxx", "a.xz!a quarantined broken_container"),
		c("xz that asks for gigabytes", "a.xz", greedy(xzed(Prose)), "a.xz!a quarantined memory_limit"),
		c("bz2", "a.txt.bz2", bzipped, "a.txt.bz2!a.txt extracted"),
		c("cut bz2", "a.txt.bz2", bzipped[:80], "a.txt.bz2!a.txt quarantined broken_container"),
		c("web archive", "a.warc", warc, "a.warc#1 extracted"),
		c("packed web archive", "a.warc.gz", gzipped(warc)+gzipped(warc), "a.warc.gz#1 extracted", "a.warc.gz#2 extracted"),
		c("web archive with a lying length", "a.warc", strings.Replace(warc, "Content-Length: ", "Content-Length: 9", 1), "a.warc#1 *", "a.warc quarantined broken_container"),
		c("web archive with a negative length", "a.warc", strings.Replace(warc, "Content-Length: ", "Content-Length: -", 1), "a.warc quarantined broken_container"),
		c("web archive with an endless header", "a.warc", "WARC/1.0\r\n"+strings.Repeat("a: b\r\n", 50_000), "a.warc quarantined *"),
		c("web archive of junk", "a.warc", "WARC/1.0\r\n\r\njunk", "a.warc quarantined broken_container"),
	}
}

// bzipped is Prose packed by bzip2, which the standard library only reads.
const bzipped = "" +
	"\x42\x5a\x68\x39\x31\x41\x59\x26\x53\x59\x47\x25\x69\xe5\x00\x00\x3c\x9c\x79\x02\x01\x73\x40\x00" +
	"\x80\x5b\xf4\x47\x3f\xb3\x5b\xaf\x7c\x8f\xe0\xa0\x00\x8a\x11\x53\xf4\xa7\xa7\xa4\xd2\x06\xd4\x34" +
	"\x34\x34\x03\x40\x68\xf5\x32\x3d\x4f\x27\xaa\x11\x46\x86\x80\x00\x26\x00\x01\x30\x4c\x98\x00\xa8" +
	"\x89\x45\xba\x3b\x26\x91\x63\x3a\xfe\x4c\xd9\x47\x23\x80\x29\x85\x0f\x04\x88\x70\x47\xeb\x9e\x58" +
	"\x8d\x89\x18\x29\xb6\x83\xfa\xfb\x61\xa8\x1c\x51\xff\x91\xea\x05\x6c\xe8\x46\x39\xab\x82\x04\x11" +
	"\x51\x33\x46\x02\xe0\xad\xef\x1a\x41\x88\x18\x1d\x80\x12\x41\x2b\xea\x32\xfc\x20\x28\x29\xe4\x75" +
	"\x7d\xf8\xd3\x6e\xa3\x2a\xc1\xc8\xb3\x2e\x7e\x9a\x20\x06\x99\x71\xaf\x9b\xd3\x54\x22\xaa\x11\xb3" +
	"\xe9\x93\x77\xde\x31\xda\x6a\x3f\xe2\xee\x48\xa7\x0a\x12\x08\xe4\xad\x3c\xa0"
