package m

import (
	"io/ioutil"
	"os"
	"syscall"
)

func a(p string, b []byte) {
	_ = ioutil.WriteFile(p, b, 0777)
	_ = os.Chmod(p, os.FileMode(0666))
	_ = os.Mkdir(p, os.ModePerm)
	f, _ := os.OpenFile(p, os.O_RDWR|os.O_CREATE, 0o666)
	_ = f.Chmod(0o777)
	syscall.Umask(0)
	_ = os.MkdirAll(p, 0o755)
}
