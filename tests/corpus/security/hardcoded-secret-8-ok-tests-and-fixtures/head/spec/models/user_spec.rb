RSpec.describe User do
  let(:password) { 'Sup3r!Secret9' }
end
