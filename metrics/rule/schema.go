package rule

import (
	"encoding/json"
)

// Schema returns the JSON Schema (draft 2020-12) of a rule file, for editors that complete and check.
// It is made from the same description as loading and the reference.
func Schema() []byte {
	s := schemaOf(language())
	s["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	s["$id"] = "urn:zhibiao:rules"
	s["title"] = "zhibiao rule file"
	b, err := json.MarshalIndent(s, "", "  ")
	if err != nil { // maps of strings, numbers and slices always marshal
		panic(err)
	}
	return append(b, '\n')
}

func schemaOf(o *object) map[string]any {
	props := map[string]any{}
	var required []string
	for i := range o.keys {
		k := &o.keys[i]
		p := schemaOfKey(k)
		p["description"] = k.doc
		props[k.name] = p
		if k.required {
			required = append(required, k.name)
		}
	}
	s := map[string]any{"type": "object", "description": o.doc, "properties": props, "additionalProperties": false}
	if len(required) > 0 {
		s["required"] = required
	}
	if o.name == "test" {
		s["oneOf"] = []any{
			map[string]any{"required": []string{"none"}, "not": map[string]any{"anyOf": []any{
				map[string]any{"required": []string{"want"}}, map[string]any{"required": []string{"todo"}}}}},
			map[string]any{"required": []string{"want"}, "not": map[string]any{"required": []string{"none"}}},
		}
	}
	return s
}

func schemaOfKey(k *key) map[string]any {
	wordSchema := func() map[string]any {
		return map[string]any{"type": []string{"string", "number"}, "minLength": 1}
	}
	list := func(item any) map[string]any {
		s := map[string]any{"type": "array", "items": item}
		if k.required {
			s["minItems"] = 1
		}
		return s
	}
	switch k.shape {
	case text:
		return map[string]any{"type": "string", "minLength": 1}
	case words:
		s := list(wordSchema())
		s["uniqueItems"] = true
		return s
	case choice:
		return map[string]any{"enum": k.choices}
	case choices:
		s := list(map[string]any{"enum": k.choices})
		s["uniqueItems"] = true
		return s
	case decimal:
		return map[string]any{"type": []string{"string", "number"}, "pattern": `^[-+]?[0-9]+(\.[0-9]+)?$`}
	case flag:
		return map[string]any{"type": "boolean"}
	case integer:
		return map[string]any{"type": "integer"}
	case objects:
		return list(schemaOf(k.of))
	}
	return wordSchema()
}
