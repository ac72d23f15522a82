class CreateBadges < ActiveRecord::Migration[7.1]
  def change
    create_table :badges, id: :integer do |t|
      t.string :name, null: false

      t.timestamps
    end
  end
end
