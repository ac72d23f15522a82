class CreatePlans < ActiveRecord::Migration[7.1]
  def change
    create_table :plans do |t|
      t.float :price
      t.json :features
      t.float :rating
      t.datetime :starts_at
    end
  end
end
