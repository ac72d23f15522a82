class AddNick < ActiveRecord::Migration[7.1]
  def change
    add_column :users, :nick, :string
  end
end
