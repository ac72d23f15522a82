class AddCheck < ActiveRecord::Migration[7.1]
  def change
    reversible do |dir|
      dir.up { execute "CREATE VIEW active_users AS SELECT id FROM users" }
      dir.down { execute "DROP VIEW active_users" }
    end
  end
end
