class Transfers
  def call(id, amount)
    ActiveRecord::Base.transaction do
      account = Account.find(id)
      account.balance -= amount
      account.save!
      Stripe::Charge.create(amount: amount)
    end
  end

  def ok(id, amount)
    account = Account.find(id)
    account.with_lock do
      account.balance -= amount
      account.save!
    end
    Account.transaction do
      account = Account.lock.find(id)
      account.update!(balance: account.balance - amount)
    end
  end

  def upd(id)
    post = Post.find_by!(slug: id)
    post.update!(views: post.views + 1)
  end
end
