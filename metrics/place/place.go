// Package place recognises regions in a folded line: names of GB/T 2260 down to counties with their
// short forms, aggregates (东部, 长三角), the country, issuers (福建省通信管理局), words that stand for the
// document's own region (全省, 我市), and organisations, whose values are none of a region. It decides
// nothing about values: which region a value belongs to is the business of its users.
//
// All words are data in configs/lexicons: regions.tsv (made by gen), regions_aliases, _provinces, _own,
// aggregates, foreign, issuers and organisations say what is a place; regions_words takes short names
// out that are ordinary words, regions_guards holds words that hide a name, regions_after what may
// follow a name and change it, regions_yardsticks what makes a region a mere yardstick.
package place

// Level is the administrative level of a region.
type Level uint8

const (
	Unknown Level = iota
	Country
	Province
	Prefecture
	County
	Aggregate
	World
)

// Region is one entry of the gazetteer.
type Region struct {
	// Code is the GB/T 2260 code (350000), 100000 for the country, or an aggregate id (CN-EAST, WORLD).
	Code string
	// Name is the official name (福建省), Short the short one (福建), Letter the one-character abbreviation (闽), or "".
	Name, Short, Letter string
	Level               Level
	Parent              string
	// ISO is the ISO 3166-2 code of a province (CN-FJ), else "".
	ISO string
	// From and To are the first and last year of validity; To 0 means still valid.
	From, To int
	// Successor is the code that took the territory over, where it is the same territory.
	Successor string
}

// Kind tells how a mention names its region.
type Kind uint8

const (
	// Named is a name of the region (福建省, 福建, 闽).
	Named Kind = iota
	// Own stands for the document's region at Level: 全省, 我省, 全市, 本市, 全区, 全县, 该省.
	Own
	// Issuer is an organisation that speaks for a region: 福建省通信管理局, 工业和信息化部 (the country).
	Issuer
	// Foreign is a foreign country or place: its values are left out.
	Foreign
	// Uncoded is a place of China that has no code (成都都市圈, 雄安新区, 珠三角): its values are left out too,
	// rather than given to a namesake.
	Uncoded
)

// Mention is one region in the text. Positions are rune indexes of the fold.Line.
type Mention struct {
	Start, End int
	Kind       Kind
	// Codes is the region, or the candidates of an ambiguous name in order of code (Gazetteer.Disambiguate
	// narrows them down). Empty for Own, Foreign and Uncoded, and for an Issuer that stands for the
	// document's own region (省统计局). It is shared: do not change it.
	Codes []string
	// Level is the level of the region. An Own mention has the level that its word names: Prefecture
	// for 全市, which in a municipality is the province; Unknown for 全区 (Gazetteer.Own resolves it).
	Level Level
	// Benchmark is set where the region is only a yardstick: 高于全国平均, 居全国第2位, 是全国的1.5倍.
	Benchmark bool
}
