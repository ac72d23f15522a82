package t

import (
	"io/ioutil"
	"os"
	"path"
	"path/filepath"
)

const state = "/tmp/agent-state.json"

func a(b []byte) error {
	return ioutil.WriteFile(state, b, 0o600)
}

func b(name string) (*os.File, error) {
	return os.Create(path.Join("/tmp", name))
}

func c() error {
	return os.MkdirAll(filepath.Join(os.TempDir(), "agent"), 0o700)
}

func d() (string, error) {
	return ioutil.TempDir("", "agent")
}

func e(dir string) error {
	return os.WriteFile(filepath.Join(dir, "x"), nil, 0o600)
}
