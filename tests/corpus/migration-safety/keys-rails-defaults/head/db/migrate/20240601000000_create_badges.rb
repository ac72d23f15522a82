class CreateBadges < ActiveRecord::Migration[7.1]
  def change
    create_table :badges do |t|
      t.references :user, null: false, foreign_key: true
      t.jsonb :settings, null: false, default: {}
      t.decimal :price, precision: 12, scale: 2

      t.timestamps
    end
  end
end
