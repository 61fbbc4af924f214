// Package dataset keeps the tables of a run on disk, so that a run may be killed at any moment,
// repeated, extended or done again with better rules, and readers always find one whole dataset.
//
// # What is where
//
//	OUT/observations, panel, …       links into _zhibiao/current: what readers open
//	OUT/manifest.json, datapackage.json, codebook.md     the same
//	OUT/_zhibiao/current             link to the newest version: one rename switches every table
//	OUT/_zhibiao/versions/000001/    one version, never changed: the tables and the manifest
//	OUT/_zhibiao/manifests/000001.json   says that the version counts; made by link(2)
//	OUT/_zhibiao/batches/HASH.rows   rows of documents that are read, the source of versions
//	OUT/_zhibiao/journal             one line per batch
//	OUT/_zhibiao/lock                held (flock) by the run that writes
//	OUT/_zhibiao/tmp/                whatever is not finished
//
// Readers of directories pass over names that start with an underscore.
//
// # How a run proceeds
//
// A run walks the documents of the input in the order of its source. A document is named by the hash of
// its path and bytes. If its rows are in a batch that was made with the same key (rules, settings,
// program) it is not read again. Otherwise its rows go to the batch in work, as bytes that cost nothing to
// write and to read (see table.SplitRow). Each BatchDocuments documents, or BatchBytes of documents and rows, the
// batch is committed:
//
//  1. its file is written aside, synced, read back and compared, and linked under the name of its hash;
//  2. the directory is synced; then the journal gets one line with a checksum, and is synced.
//
// A batch without its line does not exist: the next run removes its files. A line that a crash tore
// is cut off.
//
// When the source ends, the list of document names that went by is the listing, and the new version is
// a pure function of it: rows are copied out of the batches in the order of the listing (in
// whatever batches they stand), duplicates are set aside, files are cut and for the first time encoded as
// Parquet, and the panel is made. So a version has the same bytes whether the run was killed twenty times,
// extended in steps or done at once; batches are only what saves the work. Documents that left the
// input leave the version.
//
// Files are cut by the rows alone: row groups where a file has enough of them or where too many rows wait in all
// open files, whatever the machine and the number of workers. They are encoded in the background where there
// are workers for it.
//
// The version is built in tmp, synced, renamed to its number, and then linked as a manifest: link(2)
// never replaces a file, so no version can overwrite another. From there the version counts. Last, the link
// current is replaced by rename. If the run dies between the two, the next one moves current on.
// A reader that follows current sees the old dataset or the new one. One that holds a file open
// keeps it; old versions stay until Collect (zhibiao gc).
//
// Where a file system has no symbolic links, hard links and a file stand in (showCopies); there the
// tables are switched one after the other.
//
// A failed sync is an error of the run and never tried again on the same file: what the kernel dropped it
// will not write later.
package dataset

const (
	stateDir    = "_zhibiao"
	batchDir    = "_zhibiao/batches"
	versionDir  = "_zhibiao/versions"
	manifestDir = "_zhibiao/manifests"
	tmpDir      = "_zhibiao/tmp"
	currentLink = "_zhibiao/current"
	lockName    = "_zhibiao/lock"
)

const (
	manifestName = "manifest.json"
	packageName  = "datapackage.json"
	codebookName = "codebook.md"
)
