class SyncService
  def call(user)
    remote = client.fetch(user.external_id)
    user.update!(name: remote.name)
  rescue Faraday::Error => e
    Rails.logger.error("sync of #{user.id} failed: #{e.message}")
    raise SyncError, "user #{user.id} not synced"
  end

  def quiet(user)
    call(user)
  rescue => e
  end

  def avatar(user)
    client.avatar(user.external_id)
  rescue Faraday::ResourceNotFound
    nil
  end

  def name(user)
    client.fetch(user.external_id).name
  rescue StandardError
    nil
  end

  def notify(user)
    Notifier.call(user)
  rescue StandardError => e
    Honeybadger.notify(e)
  end
end
