CREATE TABLE stock_levels (
    item_id bigint NOT NULL REFERENCES items (id),
    warehouse_id bigint NOT NULL REFERENCES warehouses (id),
    quantity integer NOT NULL DEFAULT 0,
    PRIMARY KEY (item_id, warehouse_id)
);
