// Package config reads the settings of a run: the defaults, a file zhibiao.yaml, ZHIBIAO_* variables
// of the environment and command-line flags, the later winning over the earlier. Viper merges them;
// what is written is checked before, strictly: an unknown or repeated key, a bad type or a bad value
// is a Problem at its file:line:col with the remedy, and all problems come at once.
//
// The package knows no stage and no rule. Rule files have their own loader.
package config

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/go-viper/mapstructure/v2"
	"github.com/spf13/pflag"
	"github.com/spf13/viper"
)

// Config is the settings of a run, resolved. The table in settings.go says what each means.
type Config struct {
	Output        string   `mapstructure:"output"`
	Workers       int      `mapstructure:"workers"`
	Rules         []string `mapstructure:"rules"`
	MaxQuarantine Quota    `mapstructure:"max_quarantine"`
	FollowLinks   bool     `mapstructure:"follow_links"`
	Cache         string   `mapstructure:"cache"`
	LogLevel      string   `mapstructure:"log_level"`
	Limits        Limits   `mapstructure:"limits"`
	Rows          Rows     `mapstructure:"rows"`
	Panel         Panel    `mapstructure:"panel"`

	settings []Effective
}

// Limits bounds what one input may cost.
type Limits struct {
	DocumentBytes Size          `mapstructure:"document_bytes"`
	NestedBytes   Size          `mapstructure:"nested_bytes"`
	TotalBytes    Size          `mapstructure:"total_bytes"`
	Ratio         int           `mapstructure:"ratio"`
	RatioFree     Size          `mapstructure:"ratio_free"`
	Entries       int           `mapstructure:"entries"`
	Depth         int           `mapstructure:"depth"`
	Time          time.Duration `mapstructure:"time"`
	TextBytes     Size          `mapstructure:"text_bytes"`
	Cells         int           `mapstructure:"cells"`
	Memory        Size          `mapstructure:"memory"`
	InFlightBytes Size          `mapstructure:"in_flight_bytes"`
}

// Rows names the columns of tables in which each row is a document. The first name of a list that a
// table has is its column.
type Rows struct {
	Text      []string `mapstructure:"text"`
	Title     []string `mapstructure:"title"`
	Date      []string `mapstructure:"date"`
	URL       []string `mapstructure:"url"`
	Publisher []string `mapstructure:"publisher"`
	Region    []string `mapstructure:"region"`
}

// Panel says how the panel chooses between values.
type Panel struct {
	Order []string `mapstructure:"order"`
}

// Effective is one setting as it holds, and where its value comes from: "default", "zhibiao.yaml:3:1",
// "ZHIBIAO_WORKERS" or "--workers".
type Effective struct {
	Key, Value, Source, Help string
}

// Effective lists all settings in the order of the reference.
func (c *Config) Effective() []Effective { return slices.Clone(c.settings) }

// DefaultFile is read from the working directory if it is there.
const DefaultFile = "zhibiao.yaml"

// FileVariable names the settings file, as the flag --config does.
const FileVariable = envPrefix + "CONFIG"

const envPrefix = "ZHIBIAO_"

// development lists the variables that tests, benchmarks and notebooks read. They are no settings, and a
// shell in which one of them is set can still run the program. CONTRIBUTING.md says what each is for.
var development = [...]string{"AREACODES", "EVAL", "OUT", "PYTHON", "SOAK"}

// Load resolves the settings. file is the settings file, or "" for DefaultFile if it exists; environ
// is in the form of os.Environ; flags may be nil or lack flags for some settings. The error is a
// Problems where the settings are to blame.
func Load(file string, environ []string, flags *pflag.FlagSet) (*Config, error) {
	var problems Problems
	v := viper.New()
	source := map[string]string{}
	for _, s := range settings {
		v.SetDefault(s.key, s.def)
		source[s.key] = "default"
	}

	env := environment(environ)
	if file == "" {
		file = env[FileVariable]
	}
	values, ps, err := readFile(file)
	if err != nil {
		return nil, err
	}
	problems = append(problems, ps...)
	tree := map[string]any{}
	for key, at := range values {
		put(tree, strings.Split(key, "."), at.value)
		source[key] = at.pos
	}
	known := map[string]bool{FileVariable: true}
	for _, s := range settings {
		name := s.variable()
		known[name] = true
		if text, ok := env[name]; ok {
			value, err := s.kind.parse(text)
			if err != nil {
				problems = append(problems, Problem{File: name, Message: err.Error(), Remedy: s.remedy()})
			}
			put(tree, strings.Split(s.key, "."), value)
			source[s.key] = name
		}
	}
	if err := v.MergeConfigMap(tree); err != nil {
		return nil, fmt.Errorf("settings: %w", err)
	}
	for _, name := range sortedKeys(env) {
		if !known[name] && !slices.Contains(development[:], strings.TrimPrefix(name, envPrefix)) {
			problems = append(problems, Problem{File: name, Message: "no setting has this variable", Remedy: didYouMean(name, known)})
		}
	}
	for _, s := range settings {
		if flags == nil {
			break
		}
		if f := flags.Lookup(s.flag()); f != nil {
			if err := v.BindPFlag(s.key, f); err != nil {
				return nil, err
			}
			if f.Changed {
				source[s.key] = "--" + f.Name
				text := strings.TrimSuffix(strings.TrimPrefix(f.Value.String(), "["), "]")
				if _, err := s.kind.parse(text); err != nil {
					problems = append(problems, Problem{File: "--" + f.Name, Message: err.Error(), Remedy: s.remedy()})
				}
			}
		}
	}
	if len(problems) > 0 {
		return nil, problems
	}

	c := &Config{}
	hook := viper.DecodeHook(mapstructure.ComposeDecodeHookFunc(
		mapstructure.TextUnmarshallerHookFunc(),
		mapstructure.StringToTimeDurationHookFunc(),
		mapstructure.StringToSliceHookFunc(","),
	))
	if err := v.UnmarshalExact(c, hook); err != nil {
		return nil, fmt.Errorf("settings: %w", err)
	}
	for _, s := range settings {
		c.settings = append(c.settings, Effective{s.key, s.kind.show(v.Get(s.key)), source[s.key], s.help})
	}
	return c, nil
}

// environment keeps the variables of zhibiao. An empty value counts as not set.
func environment(environ []string) map[string]string {
	env := map[string]string{}
	for _, e := range environ {
		name, value, _ := strings.Cut(e, "=")
		if strings.HasPrefix(name, envPrefix) && value != "" {
			env[name] = value
		}
	}
	return env
}

func readFile(file string) (map[string]placed, Problems, error) {
	name := file
	if name == "" {
		name = DefaultFile
	}
	f, err := os.Open(name)
	if os.IsNotExist(err) && file == "" {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, Problems{{File: name, Message: "cannot be opened: " + cause(err), Remedy: "check the path given by --config or " + FileVariable}}
	}
	defer f.Close()
	return parse(name, f)
}

func put(tree map[string]any, path []string, value any) {
	for _, k := range path[:len(path)-1] {
		next, ok := tree[k].(map[string]any)
		if !ok {
			next = map[string]any{}
			tree[k] = next
		}
		tree = next
	}
	tree[path[len(path)-1]] = value
}
