class AddCheck < ActiveRecord::Migration[7.1]
  def change
    execute "CREATE VIEW active_users AS SELECT id FROM users"
  end
end
