// Package table says what the tables of a dataset are, and carries rows to and from Parquet. A Table
// value is the one source of the Arrow schema, the codebook, the Frictionless descriptor and the
// export; a new column is one line in tables.go and one append where its rows are made.
//
// It knows neither documents nor where files stand: stages make the rows, package dataset keeps the
// files.
package table

import (
	"fmt"

	"github.com/apache/arrow/go/v15/arrow"
)

// Type is the type of a column.
type Type uint8

const (
	// String is text that hardly repeats. Dict is text that repeats: the same Arrow type, since the
	// Parquet writer's dictionary pages do what a dictionary column would.
	String Type = iota
	Dict
	Bool
	Int16
	Int32
	Int64
	Float32
	Float64
	// Decimal is decimal128(38,9).
	Decimal
	// Date is a day (date32).
	Date
	// Strings is list<string>.
	Strings
	// Alternatives is list<struct<value float64, obs_id string, published date32>>.
	Alternatives
)

// DecimalPrecision and DecimalScale are the parameters of every Decimal column.
const (
	DecimalPrecision = 38
	DecimalScale     = 9
)

var typeNames = [...]string{"string", "dict", "bool", "int16", "int32", "int64", "float32", "float64",
	"decimal128(38,9)", "date32", "list<string>", "list<struct<value: float64, obs_id: string, published: date32>>"}

func (t Type) String() string { return typeNames[t] }

// Column is one column of a table.
type Column struct {
	Name     string
	Type     Type
	Nullable bool
	// About is one line for the codebook and the field metadata.
	About string
	// SDMX is the SDMX concept that the column carries (OBS_VALUE, REF_AREA), or "".
	SDMX string
	// Enum lists the closed set of values, where there is one.
	Enum []string
	// Hash is set where the texts are digits of a hash, no two of them the same.
	Hash bool
	// Near is set where a number (Int32) is mostly near the one above: places in a text.
	Near bool
}

// Table is one table of the dataset.
type Table struct {
	Name string
	// About says what one row is.
	About string
	// Key names the columns whose values together are unique.
	Key []string
	// Partitioned tables are split into directories report_year=N, the report year of the document.
	Partitioned bool
	Columns     []Column
}

// PartitionColumn is the directory key of partitioned tables.
const PartitionColumn = "report_year"

// Index returns the position of a column, or -1.
func (t *Table) Index(name string) int {
	for i := range t.Columns {
		if t.Columns[i].Name == name {
			return i
		}
	}
	return -1
}

// Indexes returns the positions of columns; it panics on a name that the table does not have.
func (t *Table) Indexes(names ...string) []int {
	out := make([]int, len(names))
	for i, n := range names {
		if out[i] = t.Index(n); out[i] < 0 {
			panic(fmt.Sprintf("table %s has no column %s", t.Name, n))
		}
	}
	return out
}

// Schema is the Arrow schema of the table. Field metadata carry description and sdmx.
func (t *Table) Schema() *arrow.Schema {
	fields := make([]arrow.Field, len(t.Columns))
	for i, c := range t.Columns {
		keys, values := []string{"description"}, []string{c.About}
		if c.SDMX != "" {
			keys, values = append(keys, "sdmx"), append(values, c.SDMX)
		}
		fields[i] = arrow.Field{Name: c.Name, Type: c.Type.arrow(), Nullable: c.Nullable,
			Metadata: arrow.NewMetadata(keys, values)}
	}
	return arrow.NewSchema(fields, nil)
}

var alternative = arrow.StructOf(
	arrow.Field{Name: "value", Type: arrow.PrimitiveTypes.Float64, Nullable: true},
	arrow.Field{Name: "obs_id", Type: arrow.BinaryTypes.String},
	arrow.Field{Name: "published", Type: arrow.FixedWidthTypes.Date32, Nullable: true},
)

func (t Type) arrow() arrow.DataType {
	switch t {
	case Bool:
		return arrow.FixedWidthTypes.Boolean
	case Int16:
		return arrow.PrimitiveTypes.Int16
	case Int32:
		return arrow.PrimitiveTypes.Int32
	case Int64:
		return arrow.PrimitiveTypes.Int64
	case Float32:
		return arrow.PrimitiveTypes.Float32
	case Float64:
		return arrow.PrimitiveTypes.Float64
	case Decimal:
		return &arrow.Decimal128Type{Precision: DecimalPrecision, Scale: DecimalScale}
	case Date:
		return arrow.FixedWidthTypes.Date32
	case Strings:
		return arrow.ListOfNonNullable(arrow.BinaryTypes.String)
	case Alternatives:
		return arrow.ListOfNonNullable(alternative)
	}
	return arrow.BinaryTypes.String
}
