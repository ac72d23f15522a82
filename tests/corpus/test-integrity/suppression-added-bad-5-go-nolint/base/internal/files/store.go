package files

import "os"

// Read returns a file's content.
func Read(path string) ([]byte, error) {
	return os.ReadFile(path)
}
