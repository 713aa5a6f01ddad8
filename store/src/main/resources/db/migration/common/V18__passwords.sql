-- What is asked of passwords was one document of settings; it becomes the last of a list of policies, with its one rule,
-- under the ids that it has always had: made of the org's.
UPDATE org_policies SET definition =
    '{"policies":[{"id":"00p' || (SELECT substr(id, 4, length(id) - 4) FROM org) || '0",'
    || '"name":"Default Policy","description":"What is asked of passwords","active":true,'
    || '"groups":["' || (SELECT everyone_group FROM org) || '"],'
    || '"settings":' || substr(definition, 1, length(definition) - 1)
    || ',"warning":0,"attempts":10,"opensAfter":15,"shown":false,"mailed":false,'
    || '"linkLifetime":60,"byMail":true,"asksQuestion":true,"answerLength":4},'
    || '"rules":[{"id":"0pr' || (SELECT substr(id, 4, length(id) - 4) FROM org) || '0",'
    || '"name":"Default Rule","active":true,"excluded":[],"change":true,"reset":true,"unlock":true,'
    || '"created":' || created || ',"lastUpdated":' || created || '}],'
    || '"created":' || created || ',"lastUpdated":' || last_updated || '}]}'
WHERE id = 'PASSWORD';
