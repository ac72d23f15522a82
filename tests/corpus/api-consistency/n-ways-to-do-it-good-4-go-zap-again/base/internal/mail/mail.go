package mail

import "go.uber.org/zap"

func Run(log *zap.Logger) {
	log.Info("mail started")
}
