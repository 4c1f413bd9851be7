require 'json'
require 'action_controller/railtie'
require 'rack/cors'

SCENARIO = JSON.parse(ENV.fetch('SCENARIO'))

class Mistakes
  def initialize(app)
    @app = app
  end

  def call(env)
    options = env['REQUEST_METHOD'] == 'OPTIONS'
    status, headers, body =
      if options && SCENARIO['preflight'] then [204, {}, []]
      elsif SCENARIO['auth'] && !env['HTTP_AUTHORIZATION'] then [401, {}, []]
      elsif options && SCENARIO['optionsStatus'] then [SCENARIO['optionsStatus'], {}, []]
      else @app.call(env)
      end
    SCENARIO['headers'].each { |name, value| headers[name] = [headers[name], value].compact.join("\n") }
    headers['Access-Control-Allow-Origin'] = env['HTTP_ORIGIN'] if SCENARIO['listed'].include?(env['HTTP_ORIGIN'])
    headers['Cache-Control'] = 'public, max-age=600' if SCENARIO['cached']
    [status, headers, body]
  end
end

class App < Rails::Application
  config.load_defaults 6.1
  config.eager_load = false
  config.hosts.clear
  config.secret_key_base = 'x' * 64
  config.logger = Logger.new($stderr, level: :fatal)
  config.middleware.use Mistakes
end

class ApiController < ActionController::API
  def answer
    raise 'down' if SCENARIO['error']
    return redirect_to(SCENARIO['redirect'][1], status: SCENARIO['redirect'][0]) if params[:id] == 'x' && SCENARIO['redirect']

    render json: {}
  end
end

# THE FIX

Rails.application.initialize!

# THE ROUTES

Rails.application.routes.draw { match '/api/:id', to: 'api#answer', via: :all }

run Rails.application
