CREATE TABLE stock_movements (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    item_id bigint NOT NULL REFERENCES items (id),
    warehouse_id bigint NOT NULL REFERENCES warehouses (id),
    change integer NOT NULL,
    reason text NOT NULL,
    moved_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX stock_movements_item ON stock_movements (item_id);
CREATE INDEX stock_movements_warehouse ON stock_movements (warehouse_id);
