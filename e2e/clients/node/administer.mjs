// Administers apps and people with @okta/okta-sdk-nodejs as long as lines come in, a command each. It answers a line each: `verified`
// and what it got, or `refused` and why. Arguments: the org's address, an API token.
import { createInterface } from 'node:readline';
import okta from '@okta/okta-sdk-nodejs';

const [orgUrl, token] = process.argv.slice(2);
const client = new okta.Client({ orgUrl, token, cacheMiddleware: null });

const app = (label, method, oauthClient) => ({
  name: 'oidc_client',
  label,
  signOnMode: 'OPENID_CONNECT',
  credentials: { oauthClient: { token_endpoint_auth_method: method } },
  settings: { oauthClient },
});

const spa = (label) =>
  app(label, 'none', {
    application_type: 'browser',
    redirect_uris: ['https://spa.example/cb'],
    response_types: ['id_token', 'token'],
    grant_types: ['implicit'],
  });

const web = (label) =>
  app(label, 'client_secret_basic', {
    application_type: 'web',
    redirect_uris: ['https://web.example/cb'],
    response_types: ['code'],
    grant_types: ['authorization_code'],
  });

const list = (values) => `[${values.join(',')}]`;

// The id and what the library made of the answer.
const text = (made) => {
  if (made.constructor.name !== 'OpenIdConnectApplication') return `${made.id} ${made.constructor.name}`;
  const settings = made.settings.oauthClient;
  const credentials = made.credentials.oauthClient;
  return [
    made.id,
    made.label,
    made.status,
    settings.application_type,
    list(settings.response_types),
    list(settings.redirect_uris),
    credentials.token_endpoint_auth_method,
    credentials.client_secret ? 'confidential' : 'public',
  ].join(' ');
};

const create = async (application) => text(await client.applicationApi.createApplication({ application }));

const profile = (login, more) => ({ login, email: login, firstName: 'Ada', lastName: 'Byron', ...more });

const custom = (name, attribute) =>
  client.schemaApi.updateUserProfile({
    schemaId: 'default',
    userSchema: { definitions: { custom: { id: '#custom', type: 'object', properties: { [name]: attribute } } } },
  });

const moved = async (operation, userId) => {
  await client.userApi[operation]({ userId });
  return (await client.userApi.getUser({ userId })).status;
};

const obey = {
  attribute: async (name) => {
    await custom(name, { title: 'Made by the SDK', type: 'string', pattern: '[A-Z][0-9]+', unique: true });
    const made = (await client.schemaApi.getUserSchema({ schemaId: 'default' })).definitions.custom.properties[name];
    return `${made.type} ${made.unique} ${made.pattern}`;
  },
  drop: async (name) => {
    const schema = await custom(name, null);
    return name in schema.definitions.custom.properties ? 'still there' : 'done';
  },
  hashed: async (login, salt, value, name, given) => {
    const hash = { algorithm: 'SHA-256', salt, saltOrder: 'PREFIX', value };
    const body = { profile: profile(login, { [name]: given }), credentials: { password: { hash } } };
    const made = await client.userApi.createUser({ body });
    return `${made.id} ${made.status} ${made.credentials.provider.type} ${made.profile[name]}`;
  },
  give: async (userId, name, value) => {
    const made = await client.userApi.updateUser({ userId, user: { profile: { [name]: value } } });
    return `${made.profile.firstName} ${made.profile[name]}`;
  },
  suspend: (id) => moved('suspendUser', id),
  unsuspend: (id) => moved('unsuspendUser', id),
  leave: (id) => moved('deactivateUser', id),
  spa: (label) => create(spa(label)),
  web: (label) => create(web(label)),
  read: async (appId) => text(await client.applicationApi.getApplication({ appId })),
  rename: async (appId, label) => {
    const application = await client.applicationApi.getApplication({ appId });
    application.label = label;
    return text(await client.applicationApi.replaceApplication({ appId, application }));
  },
  pages: async (q, limit) => {
    const found = await client.applicationApi.listApplications({ q, limit: Number(limit) });
    const labels = [];
    let pages = 0;
    while (found.nextUri) {
      labels.push(...(await found.getNextPage()).map((each) => each.label));
      pages++;
    }
    return `${pages} ${labels.join(',')}`;
  },
  user: async (appId, id) => {
    const assigned = await client.applicationApi.assignUserToApplication({ appId, appUser: { id } });
    return `${assigned.id} ${assigned.status} ${assigned.scope} ${assigned.credentials.userName}`;
  },
  users: async (appId, limit) => {
    let users = 0;
    await (await client.applicationApi.listApplicationUsers({ appId, limit: Number(limit) })).each(() => void users++);
    return users;
  },
  group: async (appId, groupId) => {
    const applicationGroupAssignment = { priority: 1 };
    const assigned = await client.applicationApi.assignGroupToApplication({
      appId,
      groupId,
      applicationGroupAssignment,
    });
    let all = 0;
    await (await client.applicationApi.listApplicationGroupAssignments({ appId })).each(() => void all++);
    return `${assigned.id} ${assigned.priority} ${all}`;
  },
  secret: async (appId) => {
    const api = client.applicationSSOPublicKeysApi;
    const made = await api.createOAuth2ClientSecret({ appId });
    let all = 0;
    await (await api.listOAuth2ClientSecrets({ appId })).each(() => void all++);
    return `${made.status} ${all}`;
  },
  origin: async (origin) => {
    const api = client.trustedOriginApi;
    const trustedOrigin = { name: 'made by the SDK', origin, scopes: [{ type: 'CORS' }] };
    const made = await api.createTrustedOrigin({ trustedOrigin });
    const { status } = await api.deactivateTrustedOrigin({ trustedOriginId: made.id });
    let all = 0;
    await (await api.listTrustedOrigins({})).each(() => void all++);
    await api.deleteTrustedOrigin({ trustedOriginId: made.id });
    return `${made.origin} ${status} ${all}`;
  },
  deactivate: async (appId) => {
    await client.applicationApi.deactivateApplication({ appId });
    return 'done';
  },
  delete: async (appId) => {
    await client.applicationApi.deleteApplication({ appId });
    return 'done';
  },
};

console.log('ready');
for await (const line of createInterface({ input: process.stdin })) {
  const [command, ...rest] = line.split(' ');
  try {
    console.log(`verified ${await obey[command](...rest)}`);
  } catch (error) {
    console.log(`refused ${error.status} ${error.errorCode ?? ''} ${String(error.message).replaceAll('\n', ' ')}`);
  }
}
