Rails.application.routes.draw do
  get "/up", to: "health#show"

  namespace :api do
    namespace :v1 do
      resources :orders, only: %i[index show create destroy] do
        resources :notes, only: %i[index create]
        post :cancel, on: :member
      end
      resources :customers, only: %i[index show create destroy]
      resources :invoices, only: %i[index show create destroy]
      resources :warehouses, only: %i[index show create destroy]
      resources :price_lists, only: %i[index show create destroy]
    end
  end
end
