// SPDX-License-Identifier: Apache-2.0
// Shows the document; everything in it is put in as text.
'use strict';

const element = (name, attributes, ...children) => {
  const made = Object.assign(document.createElement(name), attributes);
  made.append(...children.filter(each => each !== undefined));
  return made;
};

const short = reference => reference.slice(reference.lastIndexOf('/') + 1);

/** A schema in a line; what has a name is linked. */
const type = schema => {
  if (!schema) return '';
  if (schema.$ref) {
    const name = short(schema.$ref);
    return element('a', { href: '#' + name, onclick: () => { document.getElementById(name).open = true; } }, name);
  }
  if (schema.enum) return schema.enum.join(' | ');
  if (schema.type === 'array') return element('span', {}, 'list of ', type(schema.items));
  if (schema.additionalProperties) return element('span', {}, 'map to ', type(schema.additionalProperties));
  return [schema.type || 'anything', schema.format, schema.pattern].filter(Boolean).join(' ');
};

const table = rows => element('table', {}, ...rows.map(row =>
  element('tr', {}, ...row.map(cell => element('td', {}, cell || '')))));

const members = schema => table(Object.entries(schema.properties || {}).map(([name, of]) =>
  [element('code', {}, name), type(of), (schema.required || []).includes(name) ? 'required' : '']));

const parameter = (api, given) => {
  const known = given.$ref ? api.components.parameters[short(given.$ref)] : given;
  return [element('code', {}, known.name), known.in, type(known.schema), known.required ? 'required' : ''];
};

const content = of => {
  const [media, { schema } = {}] = Object.entries(of.content || {})[0] || [];
  return media ? element('span', {}, media + ' ', type(schema)) : '';
};

const operation = (api, path, verb, of) => {
  const rows = (of.parameters || []).map(each => parameter(api, each));
  if (of.requestBody) rows.push(['', 'body', content(of.requestBody), '']);
  const answers = Object.entries(of.responses).map(([status, given]) => {
    const response = given.$ref ? api.components.responses[short(given.$ref)] : given;
    return [element('code', {}, status), response.description, content(response)];
  });
  const who = of['x-permission'] ? `${of['x-permission']} (${of['x-role']})` : 'nobody needs a token';
  return element('details', {},
    element('summary', {}, element('span', { className: 'method' }, verb.toUpperCase()), element('code', {}, path),
      element('span', { className: 'said' }, of.summary)),
    element('div', {}, element('code', {}, of.operationId), ' · ', who, table(rows), table(answers)));
};

const show = api => {
  const groups = new Map();
  for (const [path, item] of Object.entries(api.paths)) {
    for (const [verb, of] of Object.entries(item)) {
      const tag = of.tags[0];
      groups.set(tag, [...(groups.get(tag) || []), operation(api, path, verb, of)]);
    }
  }
  const all = document.getElementById('operations');
  all.replaceChildren(...[...groups].map(([tag, made]) => element('section', {}, element('h2', {}, tag), ...made)));
  const schemas = document.getElementById('schemas');
  schemas.append(...Object.entries(api.components.schemas).map(([name, schema]) =>
    element('details', { id: name }, element('summary', {}, element('code', {}, name)), element('div', {}, members(schema)))));
  document.getElementById('find').addEventListener('input', event => {
    const wanted = event.target.value.toLowerCase();
    document.querySelectorAll('details').forEach(each => {
      each.hidden = !each.textContent.toLowerCase().includes(wanted);
    });
  });
};

fetch('openapi.json')
  .then(answer => (answer.ok ? answer.json() : Promise.reject(new Error(`status ${answer.status}`))))
  .then(show, failure => { document.getElementById('operations').textContent = `The document could not be read: ${failure.message}`; });
