class AddLocaleToUsers < ActiveRecord::Migration[7.1]
  def change
    add_column :users, :locale, :string
    add_column :users, :time_zone, :string
  end
end
