DROP INDEX CONCURRENTLY IF EXISTS stock_levels_warehouse;
