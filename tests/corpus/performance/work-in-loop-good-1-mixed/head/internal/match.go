package internal

import "regexp"

func Compile(rules map[string]string) (map[string]*regexp.Regexp, error) {
	out := make(map[string]*regexp.Regexp, len(rules))
	for name, text := range rules {
		re, err := regexp.Compile(text)
		if err != nil {
			return nil, err
		}
		out[name] = re
	}
	return out, nil
}
