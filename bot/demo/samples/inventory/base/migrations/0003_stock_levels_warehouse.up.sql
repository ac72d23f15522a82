CREATE INDEX CONCURRENTLY IF NOT EXISTS stock_levels_warehouse ON stock_levels (warehouse_id);
