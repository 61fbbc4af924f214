package table

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Codebook writes the description of the tables as Markdown.
func Codebook(w io.Writer, tables []*Table) error {
	var b strings.Builder
	b.WriteString("# Codebook\n\nWhat every table and column of this dataset means.\n" +
		"`dict` is a string column that Parquet encodes by dictionary. Dates are days; there are no clocks in the data.\n")
	for _, t := range tables {
		fmt.Fprintf(&b, "\n## %s\n\n%s\n\n", t.Name, t.About)
		if len(t.Key) > 0 {
			fmt.Fprintf(&b, "Key: %s.\n", strings.Join(t.Key, ", "))
		}
		if t.Partitioned {
			fmt.Fprintf(&b, "Split into directories `%s=`, the year of the document by its date (0: unknown).\n", PartitionColumn)
		}
		b.WriteString("\n| column | type | null | SDMX | meaning |\n|---|---|---|---|---|\n")
		for _, c := range t.Columns {
			null := "no"
			if c.Nullable {
				null = "yes"
			}
			about := strings.ReplaceAll(c.About, "|", "\\|")
			if len(c.Enum) > 0 {
				about += " One of " + strings.Join(c.Enum, ", ") + "."
			}
			fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", c.Name, c.Type, null, c.SDMX, about)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// File is one data file of a dataset, for the descriptor.
type File struct {
	Table *Table
	// Path is relative to the dataset, with forward slashes.
	Path string
}

type resource struct {
	Name        string `json:"name"`
	Type        string `json:"type"`
	Path        string `json:"path"`
	Title       string `json:"title"`
	Description string `json:"description"`
	Scheme      string `json:"scheme"`
	Format      string `json:"format"`
	MediaType   string `json:"mediatype"`
	Schema      schema `json:"schema"`
}

type schema struct {
	Fields     []field  `json:"fields"`
	PrimaryKey []string `json:"primaryKey,omitempty"`
}

type field struct {
	Name        string      `json:"name"`
	Type        string      `json:"type"`
	Description string      `json:"description"`
	Constraints constraints `json:"constraints,omitzero"`
	RDFType     string      `json:"rdfType,omitempty"`
}

type constraints struct {
	Required bool     `json:"required,omitempty"`
	Enum     []string `json:"enum,omitempty"`
}

// DataPackage writes the Frictionless descriptor (datapackage.json): a resource per file, since a
// resource of several Parquet files is not in the standard. Sizes and hashes are left to the manifest:
// the standard's own validator cannot check them for Parquet and fails.
func DataPackage(w io.Writer, name, title string, files []File) error {
	pkg := struct {
		Profile   string     `json:"profile"`
		Name      string     `json:"name"`
		Title     string     `json:"title"`
		Resources []resource `json:"resources"`
	}{"data-package", name, title, []resource{}}
	count := map[string]int{}
	for _, f := range files {
		r := resource{Name: f.Table.Name, Type: "table", Path: f.Path, Title: f.Table.Name, Description: f.Table.About, Scheme: "file",
			Format: "parquet", MediaType: "application/vnd.apache.parquet"}
		if i := strings.Index(f.Path, PartitionColumn+"="); i >= 0 {
			part, _, _ := strings.Cut(f.Path[i+len(PartitionColumn)+1:], "/")
			r.Name += "-" + strings.ToLower(strings.Trim(part, "_"))
		}
		r.Name = strings.ReplaceAll(r.Name, "_", "-")
		if count[r.Name]++; count[r.Name] > 1 {
			r.Name = fmt.Sprintf("%s-%d", r.Name, count[r.Name])
		}
		r.Schema = schema{Fields: make([]field, len(f.Table.Columns))}
		nullableKey := false
		for i, c := range f.Table.Columns {
			fd := field{Name: c.Name, Type: c.frictionless(), Description: c.About,
				Constraints: constraints{Enum: c.Enum}}
			// An empty text (a document without a title) is missing in the standard's eyes.
			fd.Constraints.Required = !c.Nullable && (c.Type != String || slices.Contains(f.Table.Key, c.Name))
			if c.SDMX != "" {
				fd.RDFType = "http://purl.org/linked-data/sdmx/2009/dimension#" + c.SDMX
			}
			r.Schema.Fields[i] = fd
			for _, k := range f.Table.Key {
				nullableKey = nullableKey || (k == c.Name && c.Nullable)
			}
		}
		if !nullableKey {
			r.Schema.PrimaryKey = f.Table.Key
		}
		pkg.Resources = append(pkg.Resources, r)
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(pkg)
}

func (c Column) frictionless() string {
	switch c.Type {
	case Bool:
		return "boolean"
	case Int16, Int32, Int64:
		if c.Nullable { // the validator reads them by pandas, as floating point
			return "number"
		}
		return "integer"
	case Float32, Float64, Decimal:
		return "number"
	case Date:
		return "date"
	case Strings, Alternatives:
		return "any" // lists, which reach the validator as arrays of numpy
	}
	return "string"
}
