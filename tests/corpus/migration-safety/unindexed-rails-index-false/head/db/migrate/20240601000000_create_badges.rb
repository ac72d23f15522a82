class CreateBadges < ActiveRecord::Migration[7.1]
  def change
    create_table :badges do |t|
      t.references :user, null: false, foreign_key: true, index: false
      t.string :label
    end
  end
end
