package billing

import "go.uber.org/zap"

func Run(log *zap.Logger) {
	log.Info("billing started")
}
