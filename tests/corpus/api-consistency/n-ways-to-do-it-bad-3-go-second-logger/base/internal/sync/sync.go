package sync

import "go.uber.org/zap"

func Run(log *zap.Logger) {
	log.Info("sync started")
}
