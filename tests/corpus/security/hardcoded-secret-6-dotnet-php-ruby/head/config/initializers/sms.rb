Sms.configure do |config|
  config.account = ENV.fetch('SMS_ACCOUNT')
  config.auth_token = '7d1e9b40c3f8256a0e4d7c91b5f3a862'
end
