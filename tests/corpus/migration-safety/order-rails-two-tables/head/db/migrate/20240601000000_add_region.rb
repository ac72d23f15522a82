class AddRegion < ActiveRecord::Migration[7.1]
  def change
    add_column :users, :region, :string
    add_column :teams, :region, :string
  end
end
