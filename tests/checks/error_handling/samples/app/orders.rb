class Orders
  def a(order)
    client.send_order(order)
  rescue  # <-- here
  end
  def b(id)
    repo.load(id)
  rescue => e  # <-- here
    nil
  end
  def c(id)
    repo.load(id)
  rescue ActiveRecord::RecordNotFound
    nil
  end
  def d(order)
    client.post(order)
  rescue StandardError => e  # <-- here
    Rails.logger.error("failed: #{e.message}")
  end
  def e(order)
    client.post(order)
  rescue Faraday::Error => e
    Rails.logger.warn("failed: #{e.message}")
    raise OrderError, "post"
  end
  def f(text)
    Integer(text) rescue nil
  end
  def g
    x = remote.fetch rescue nil  # <-- here
  end
  def h(order)
    client.post(order)
  rescue => e
    Sentry.capture_exception(e)
    raise
  end
  def i(order)
    begin
      client.post(order)
    rescue Exception => e  # <-- here
      logger.info("x")
    end
  end
  def j
    raise "error"  # <-- here
  end
  def k
    work
  ensure
    return 1  # <-- here
  end
  def l(http)
    http.read_timeout = nil  # <-- here
    TCPSocket.new(host, 25)  # <-- here
  end
  def m(path)
    File.delete(path)
  rescue Errno::ENOENT
  end
  def n(order)
    client.post(order)
  rescue Net::OpenTimeout => e
    retry if (tries += 1) < 3
    raise
  end
  def close
    @socket.close
  rescue StandardError
    nil
  end
end

class OrdersController < ApplicationController
  rescue_from(OrderError) { |e| render json: { error: "x" }, status: 422 }
  def create
    render json: Order.create!(params)
  rescue ActiveRecord::RecordInvalid => e
    render json: { error: e.message }, status: 422
  end
  def show
    @order = Order.find(params[:id])
  rescue => e
    Rails.logger.error(e.full_message)
    head :internal_server_error
  end
end

class SyncJob < ApplicationJob
  def perform(id)
    sync(id)
  rescue StandardError => e
    Rails.logger.error("sync: #{e.full_message}")
  end
end
