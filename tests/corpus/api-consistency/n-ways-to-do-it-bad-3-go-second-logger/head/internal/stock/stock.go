package stock

import "go.uber.org/zap"

func Run(log *zap.Logger) {
	log.Info("stock started")
}
