ActiveRecord::Schema[7.1].define(version: 2025_03_01_120000) do
  create_table "shipments", force: :cascade do |t|
    t.bigint "order_id", null: false
    t.string "tracking_number"
    t.string "carrier", null: false
    t.datetime "created_at", null: false
    t.index ["order_id"], name: "index_shipments_on_order_id"
  end
end
